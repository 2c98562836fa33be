package dev.eventlogger.benchmarks.endtoend;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Writes OpenTelemetry's log records to a file, with a generator that is kept open. */
final class JsonLinesExporter implements LogRecordExporter {

  private static final int BUFFER = 256 * 1024;

  private final JsonGenerator json;

  JsonLinesExporter(Path file) throws IOException {
    json =
        new JsonFactory()
            .createGenerator(
                new BufferedOutputStream(Files.newOutputStream(file), BUFFER), JsonEncoding.UTF8);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }

  @Override
  public CompletableResultCode export(Collection<LogRecordData> logs) {
    try {
      for (LogRecordData log : logs) {
        write(log);
      }
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      return CompletableResultCode.ofExceptionalFailure(e);
    }
  }

  private void write(LogRecordData log) throws IOException {
    json.writeStartObject();
    json.writeStringField("timeUnixNano", Long.toString(log.getObservedTimestampEpochNanos()));
    json.writeNumberField("severityNumber", log.getSeverity().getSeverityNumber());
    json.writeStringField("eventName", log.getEventName());
    json.writeFieldName("body");
    Value<?> body = log.getBodyValue();
    if (body == null) {
      json.writeNull();
    } else {
      write(body);
    }
    json.writeEndObject();
  }

  private void write(Value<?> value) throws IOException {
    switch (value.getType()) {
      case KEY_VALUE_LIST -> {
        json.writeStartObject();
        for (Object member : (List<?>) value.getValue()) {
          json.writeFieldName(((KeyValue) member).getKey());
          write(((KeyValue) member).getValue());
        }
        json.writeEndObject();
      }
      case ARRAY -> {
        json.writeStartArray();
        for (Object item : (List<?>) value.getValue()) {
          write((Value<?>) item);
        }
        json.writeEndArray();
      }
      case BOOLEAN -> json.writeBoolean((Boolean) value.getValue());
      case LONG -> json.writeNumber((Long) value.getValue());
      case DOUBLE -> json.writeNumber((Double) value.getValue());
      default -> json.writeString(value.asString());
    }
  }

  @Override
  public CompletableResultCode flush() {
    try {
      json.flush();
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      return CompletableResultCode.ofExceptionalFailure(e);
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    try {
      json.writeRaw('\n');
      json.close();
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      return CompletableResultCode.ofExceptionalFailure(e);
    }
  }
}
