package dev.eventlogger.formats.dialect;

import dev.eventlogger.formats.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * OpenTelemetry's logs by OTLP/HTTP 1.x, in JSON or in Protobuf; the answer has the same encoding.
 * See {@link OtlpRecords}. Records that are not taken are reported as a partial success, which by
 * the specification clients do not send again. Immutable, thread-safe.
 */
final class OtlpDialect implements Dialect {

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  private final BodyReader bodies;
  private final OtlpRecords records;
  private final OtlpEncoding encoding;

  OtlpDialect(BodyReader bodies, int mostRepeated, OtlpEncoding encoding) {
    this.bodies = bodies;
    this.encoding = encoding;
    records = new OtlpRecords(bodies, mostRepeated);
  }

  @Override
  public String name() {
    return "otlp";
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/v1/logs"));
  }

  @Override
  public SentEvents read(SentRequest request) throws UnreadableRequestException {
    MediaType type = request.mediaType();
    if (isProtobuf(request)) {
      return SentEvents.of(records.read(encoding.decode(request.body())));
    }
    if (type == null || !type.name().equals(JSON)) {
      throw UnreadableRequestException.unsupported(
          "Content-Type: must be " + JSON + " or " + PROTOBUF);
    }
    return SentEvents.of(records.read(bodies.object(request.body())));
  }

  @Override
  public Answer answer(SentRequest request, List<Verdict> verdicts) {
    Tally tally = Tally.of(verdicts);
    int rejected = tally.invalid() + tally.dropped();
    String message = rejected == 0 ? "" : message(tally, verdicts);
    if (isProtobuf(request)) {
      return protobuf(200, encoding.response(rejected, message));
    }
    return Answer.json(200, rejected == 0 ? Map.of() : partial(rejected, message));
  }

  private static Map<String, Object> partial(int rejected, String message) {
    Map<String, Object> partial = new LinkedHashMap<>();
    partial.put("rejectedLogRecords", Integer.toString(rejected)); // 64 bits are text in its JSON
    partial.put("errorMessage", message);
    return Map.of("partialSuccess", partial);
  }

  private static String message(Tally tally, List<Verdict> verdicts) {
    String first =
        verdicts.stream()
            .filter(Verdict::isInvalid)
            .findFirst()
            .map(verdict -> "; the first invalid one: " + Tally.words(verdict))
            .orElse("");
    return "invalid: " + tally.invalid() + ", dropped: " + tally.dropped() + first;
  }

  @Override
  public Answer refuse(SentRequest request, Refusal refusal) {
    int code = code(refusal.status());
    if (isProtobuf(request)) {
      Answer answer = protobuf(refusal.status(), encoding.status(code, refusal.reason()));
      return Answers.withRetryAfter(answer, refusal);
    }
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("code", code);
    status.put("message", refusal.reason());
    return Answers.withRetryAfter(Answer.json(refusal.status(), status), refusal);
  }

  private static boolean isProtobuf(SentRequest request) {
    MediaType type = request.mediaType();
    return type != null && type.name().equals(PROTOBUF);
  }

  private static Answer protobuf(int status, byte[] body) {
    return new Answer(status, PROTOBUF, body, Map.of());
  }

  /** The value of {@code google.rpc.Code} for an HTTP status. */
  private static int code(int status) {
    return switch (status) {
      case 401 -> 16; // UNAUTHENTICATED
      case 403 -> 7; // PERMISSION_DENIED
      case 404 -> 5; // NOT_FOUND
      case 413, 429 -> 8; // RESOURCE_EXHAUSTED
      case 502, 503, 504 -> 14; // UNAVAILABLE
      default -> status < 500 ? 3 : 13; // INVALID_ARGUMENT, INTERNAL
    };
  }
}
