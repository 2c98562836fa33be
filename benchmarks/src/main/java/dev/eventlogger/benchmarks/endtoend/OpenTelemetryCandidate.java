package dev.eventlogger.benchmarks.endtoend;

import dev.eventlogger.benchmarks.Shape;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * OpenTelemetry's logs through its batch processor, with a long queue and large batches. The
 * processor drops what its queue does not hold, and offers no waiting.
 */
final class OpenTelemetryCandidate implements Candidate {

  private static final int QUEUE = 100_000;
  private static final int BATCH = 5_000;
  private static final long PATIENCE_MINUTES = 2;

  private final SdkLoggerProvider provider;
  private final Logger logger;
  private final List<Map<String, Object>> events;

  private OpenTelemetryCandidate(SdkLoggerProvider provider, Shape shape) {
    this.provider = provider;
    logger = provider.get(shape.label());
    events = shape.events();
  }

  static Candidate open(Path file, Shape shape) throws IOException {
    BatchLogRecordProcessor processor =
        BatchLogRecordProcessor.builder(new JsonLinesExporter(file))
            .setMaxQueueSize(QUEUE)
            .setMaxExportBatchSize(BATCH)
            .build();
    return new OpenTelemetryCandidate(
        SdkLoggerProvider.builder().addLogRecordProcessor(processor).build(), shape);
  }

  @Override
  public void log(int index) {
    logger
        .logRecordBuilder()
        .setSeverity(Severity.INFO)
        .setEventName("event")
        .setBody(value(events.get(index)))
        .emit();
  }

  private static Value<?> value(Object value) {
    if (value instanceof Map<?, ?> object) {
      Map<String, Value<?>> members = new LinkedHashMap<>();
      object.forEach((name, member) -> members.put((String) name, value(member)));
      return Value.of(members);
    }
    if (value instanceof List<?> array) {
      return Value.of(array.stream().<Value<?>>map(OpenTelemetryCandidate::value).toList());
    }
    if (value instanceof Boolean truth) {
      return Value.of(truth);
    }
    if (value instanceof Double number) {
      return Value.of(number);
    }
    return value instanceof Integer number ? Value.of((long) number) : Value.of((String) value);
  }

  @Override
  public void close() {
    if (!provider.shutdown().join(PATIENCE_MINUTES, TimeUnit.MINUTES).isSuccess()) {
      throw new IllegalStateException("OpenTelemetry did not shut down in time");
    }
  }
}
