package dev.eventlogger.server.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Dialect;
import dev.eventlogger.formats.dialect.DialectSettings;
import dev.eventlogger.formats.dialect.Dialects;
import dev.eventlogger.formats.dialect.Refusal;
import dev.eventlogger.formats.dialect.SentEvent;
import dev.eventlogger.formats.dialect.SentHeaders;
import dev.eventlogger.formats.dialect.SentRequest;
import dev.eventlogger.formats.dialect.UnreadableRequestException;
import dev.eventlogger.formats.dialect.Verdict;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class ProtobufOtlpTest {

  private static final String PROTOBUF = "application/x-protobuf";
  private static final int MOST_FIELDS = 1_000_000;
  private static final int ROUNDS = Boolean.getBoolean("eventlogger.long") ? 5_000 : 20;

  private final ProtobufOtlp protobuf = new ProtobufOtlp(MOST_FIELDS);
  private final Dialect dialect =
      new Dialects(DialectSettings.DEFAULT, protobuf).named("otlp").orElseThrow();

  @Example
  void takesARecordWithAllThatItHas() throws UnreadableRequestException {
    EventDraft draft = draft(export(record()).toByteArray());

    assertThat(draft.name()).isEqualTo("click");
    assertThat(draft.level()).isEqualTo(Level.ERROR);
    assertThat(draft.message()).isEqualTo("hi");
    assertThat(draft.uid()).isEqualTo("42");
    assertThat(draft.createdAt()).isEqualTo("2026-11-28T07:32:36.474000001Z");
    assertThat(draft.context())
        .isEqualTo(
            Map.of(
                "resource", Map.of("service.name", "shop"),
                "scope", Map.of("name", "app", "version", "2"),
                "trace_id", "0aff",
                "span_id", "01",
                "severity_text", "ERR"));
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("flag", true);
    data.put("decimal", 1.5);
    data.put("nan", "NaN");
    data.put("bytes", "AQI=");
    data.put("list", Arrays.asList(-1L, null));
    data.put("pairs", Map.of("b", "c"));
    assertThat(draft.data()).isEqualTo(data);
  }

  @Example
  void takesARecordWithNothing() throws UnreadableRequestException {
    EventDraft draft = draft(export(LogRecord.newBuilder()).toByteArray());

    assertThat(draft.name()).isEqualTo("log");
    assertThat(draft.level()).isEqualTo(Level.INFO);
    assertThat(draft.createdAt()).isNull();
    assertThat(draft.data()).isEmpty();
  }

  @Example
  void takesARequestWithoutRecords() throws UnreadableRequestException {
    assertThat(dialect.read(request(new byte[0])).events()).isEmpty();
  }

  @Example
  void answersInProtobuf() throws InvalidProtocolBufferException {
    Verdict accepted = new Verdict(Outcome.Accepted.ACCEPTED, false);
    Verdict invalid = new Verdict(new Outcome.Invalid("/event_data/a", "must be text"), false);

    ExportLogsServiceResponse success =
        response(dialect.answer(request(new byte[0]), List.of(accepted)));
    ExportLogsServiceResponse partial =
        response(dialect.answer(request(new byte[0]), List.of(accepted, invalid)));

    assertThat(success.hasPartialSuccess()).isFalse();
    assertThat(partial.getPartialSuccess().getRejectedLogRecords()).isEqualTo(1);
    assertThat(partial.getPartialSuccess().getErrorMessage()).contains("must be text");
  }

  @Example
  void refusesWithAStatus() throws IOException {
    Answer answer = dialect.refuse(request(new byte[0]), Refusal.of(503, "bűsy"));

    CodedInputStream in = CodedInputStream.newInstance(answer.body());
    assertThat(answer.contentType()).isEqualTo(PROTOBUF);
    assertThat(in.readTag() >>> 3).isEqualTo(1);
    assertThat(in.readInt32()).isEqualTo(14);
    assertThat(in.readTag() >>> 3).isEqualTo(2);
    assertThat(in.readString()).isEqualTo("bűsy");
    assertThat(in.isAtEnd()).isTrue();
  }

  @Example
  void refusesMoreFieldsThanARequestMayHaveBeforeItMakesThem() {
    ScopeLogs.Builder records = ScopeLogs.newBuilder();
    for (int i = 0; i < 1000; i++) {
      records.addLogRecords(LogRecord.getDefaultInstance());
    }
    byte[] request =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(records))
            .build()
            .toByteArray();

    UnreadableRequestException failure = failure(new ProtobufOtlp(1001), request);

    assertThat(failure.status()).isEqualTo(413);
    assertThat(failure).hasMessage("the body: has more than 1001 fields; send several requests");
  }

  @Example
  void refusesValuesThatAreTooDeep() throws IOException {
    byte[] value = AnyValue.newBuilder().setIntValue(1).build().toByteArray();
    for (int i = 0; i < 2000; i++) {
      value = within(AnyValue.ARRAY_VALUE_FIELD_NUMBER, within(1, value));
    }
    byte[] logRecord = within(LogRecord.BODY_FIELD_NUMBER, value);
    byte[] request = within(1, within(2, within(2, logRecord)));

    assertThat(failure(protobuf, request).status()).isEqualTo(400);
  }

  /**
   * A message nested in a field of another. Written by hand, since Protobuf cannot nest so deep.
   */
  private static byte[] within(int field, byte[] message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(field, message);
    out.flush();
    return bytes.toByteArray();
  }

  @Example
  void refusesTextThatIsNotUtf8() {
    byte[] request = export(LogRecord.newBuilder().setEventName("click")).toByteArray();
    request[request.length - 1] = (byte) 0xFF;

    UnreadableRequestException failure = failure(protobuf, request);

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure)
        .hasMessage("the body: must be an ExportLogsServiceRequest of OTLP in Protobuf");
  }

  @Property(tries = 200)
  void readsOrRefusesAnyBytes(@ForAll @Size(max = 100) byte[] body) {
    expectAnAnswer(body);
  }

  @Property(tries = 50)
  void readsOrRefusesDamage(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] valid = export(record()).toByteArray();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = Arrays.copyOf(valid, valid.length - random.nextInt(3) * random.nextInt(9));
      for (int damage = random.nextInt(4); damage >= 0; damage--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      expectAnAnswer(body);
    }
  }

  private void expectAnAnswer(byte[] body) {
    try {
      assertThat(dialect.read(request(body)).events()).isNotNull();
    } catch (UnreadableRequestException e) {
      assertThat(e.status()).isIn(400, 413);
    }
  }

  private static UnreadableRequestException failure(ProtobufOtlp protobuf, byte[] body) {
    UnreadableRequestException failure =
        catchThrowableOfType(UnreadableRequestException.class, () -> protobuf.decode(body));
    assertThat(failure).isNotNull();
    return failure;
  }

  private EventDraft draft(byte[] body) throws UnreadableRequestException {
    List<SentEvent> events = dialect.read(request(body)).events();
    assertThat(events).hasSize(1);
    return ((Reading.Read) events.get(0).reading()).draft();
  }

  private static ExportLogsServiceResponse response(Answer answer)
      throws InvalidProtocolBufferException {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo(PROTOBUF);
    return ExportLogsServiceResponse.parseFrom(answer.body());
  }

  private static LogRecord.Builder record() {
    KeyValueList.Builder pairs =
        KeyValueList.newBuilder().addValues(pair("b", AnyValue.newBuilder().setStringValue("c")));
    ArrayValue.Builder list =
        ArrayValue.newBuilder()
            .addValues(AnyValue.newBuilder().setIntValue(-1))
            .addValues(AnyValue.getDefaultInstance());
    return LogRecord.newBuilder()
        .setTimeUnixNano(1795851156474000001L)
        .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR)
        .setSeverityText("ERR")
        .setBody(AnyValue.newBuilder().setStringValue("hi"))
        .setEventName("click")
        .setTraceId(ByteString.copyFrom(new byte[] {0x0A, (byte) 0xFF}))
        .setSpanId(ByteString.copyFrom(new byte[] {1}))
        .addAttributes(pair("user.id", AnyValue.newBuilder().setIntValue(42)))
        .addAttributes(pair("flag", AnyValue.newBuilder().setBoolValue(true)))
        .addAttributes(pair("decimal", AnyValue.newBuilder().setDoubleValue(1.5)))
        .addAttributes(pair("nan", AnyValue.newBuilder().setDoubleValue(Double.NaN)))
        .addAttributes(
            pair(
                "bytes",
                AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(new byte[] {1, 2}))))
        .addAttributes(pair("list", AnyValue.newBuilder().setArrayValue(list)))
        .addAttributes(pair("pairs", AnyValue.newBuilder().setKvlistValue(pairs)));
  }

  private static ExportLogsServiceRequest export(LogRecord.Builder logRecord) {
    Resource.Builder resource =
        Resource.newBuilder()
            .addAttributes(pair("service.name", AnyValue.newBuilder().setStringValue("shop")));
    ScopeLogs.Builder scope =
        ScopeLogs.newBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("app").setVersion("2"))
            .addLogRecords(logRecord);
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().setResource(resource).addScopeLogs(scope))
        .build();
  }

  private static KeyValue pair(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static SentRequest request(byte[] body) {
    SentHeaders headers = SentHeaders.of(Map.of("Content-Type", PROTOBUF));
    return new SentRequest("POST", "/v1/logs", Map.of(), headers, body, Instant.EPOCH);
  }
}
