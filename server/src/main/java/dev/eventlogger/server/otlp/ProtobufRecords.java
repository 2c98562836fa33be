package dev.eventlogger.server.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Converts a request to maps and lists as in OTLP's JSON. Stateless, thread-safe. */
final class ProtobufRecords {

  private ProtobufRecords() {}

  static Map<String, @Nullable Object> plain(ExportLogsServiceRequest request) {
    return object("resourceLogs", list(request.getResourceLogsList(), ProtobufRecords::resource));
  }

  private static Map<String, @Nullable Object> resource(ResourceLogs logs) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("resource", attributes(logs.getResource().getAttributesList()));
    json.put("scopeLogs", list(logs.getScopeLogsList(), ProtobufRecords::scope));
    return json;
  }

  private static Map<String, @Nullable Object> scope(ScopeLogs logs) {
    InstrumentationScope in = logs.getScope();
    Map<String, @Nullable Object> scope = attributes(in.getAttributesList());
    scope.put("name", in.getName());
    scope.put("version", in.getVersion());
    Map<String, @Nullable Object> json = object("scope", scope);
    json.put("logRecords", list(logs.getLogRecordsList(), ProtobufRecords::logRecord));
    return json;
  }

  private static Map<String, @Nullable Object> logRecord(LogRecord in) {
    Map<String, @Nullable Object> json = attributes(in.getAttributesList());
    json.put("timeUnixNano", Long.toUnsignedString(in.getTimeUnixNano()));
    json.put("observedTimeUnixNano", Long.toUnsignedString(in.getObservedTimeUnixNano()));
    json.put("severityNumber", in.getSeverityNumberValue());
    json.put("severityText", in.getSeverityText());
    json.put("body", any(in.getBody()));
    json.put("traceId", hex(in.getTraceId()));
    json.put("spanId", hex(in.getSpanId()));
    json.put("eventName", in.getEventName());
    return json;
  }

  private static Map<String, @Nullable Object> attributes(List<KeyValue> attributes) {
    return object("attributes", list(attributes, ProtobufRecords::keyValue));
  }

  private static Map<String, @Nullable Object> keyValue(KeyValue in) {
    Map<String, @Nullable Object> json = object("key", in.getKey());
    json.put("value", any(in.getValue()));
    return json;
  }

  private static Map<String, @Nullable Object> any(AnyValue in) {
    return switch (in.getValueCase()) {
      case STRING_VALUE -> object("stringValue", in.getStringValue());
      case BOOL_VALUE -> object("boolValue", in.getBoolValue());
      case INT_VALUE -> object("intValue", in.getIntValue());
      case DOUBLE_VALUE -> object("doubleValue", decimal(in.getDoubleValue()));
      case ARRAY_VALUE -> object("arrayValue", values(in.getArrayValue().getValuesList()));
      case KVLIST_VALUE ->
          object(
              "kvlistValue",
              object(
                  "values", list(in.getKvlistValue().getValuesList(), ProtobufRecords::keyValue)));
      case BYTES_VALUE -> object("bytesValue", base64(in.getBytesValue()));
      default -> new LinkedHashMap<>(); // nothing, or an index into a table that logs do not have
    };
  }

  private static Map<String, @Nullable Object> values(List<AnyValue> values) {
    return object("values", list(values, ProtobufRecords::any));
  }

  /** NaN and the infinities are text, as in Protobuf's JSON. */
  private static Object decimal(double value) {
    return Double.isFinite(value) ? (Object) value : Double.toString(value);
  }

  private static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static <T> List<Map<String, @Nullable Object>> list(
      List<T> items, Function<T, Map<String, @Nullable Object>> plain) {
    return items.stream().map(plain).toList();
  }

  private static Map<String, @Nullable Object> object(String key, @Nullable Object value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put(key, value);
    return object;
  }
}
