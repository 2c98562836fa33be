package dev.eventlogger.testkit.cloudwatch;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The log groups, and the operations on them. Thread-safe: handles one request at a time. */
final class Service {

  private static final Set<Long> RETENTION_DAYS =
      Set.of(
          1L, 3L, 5L, 7L, 14L, 30L, 60L, 90L, 120L, 150L, 180L, 365L, 400L, 545L, 731L, 1096L,
          1827L, 2192L, 2557L, 2922L, 3288L, 3653L);
  private static final Set<String> CLASSES = Set.of("STANDARD", "INFREQUENT_ACCESS", "DELIVERY");

  private final Clock clock;
  private final NavigableMap<String, LogGroup> groups = new TreeMap<>();
  private PutRules rules = new PutRules(1_048_576);

  Service(Clock clock) {
    this.clock = clock;
  }

  /** Sets the most bytes of an event's message. */
  synchronized void limitEvents(int bytes) {
    rules = new PutRules(bytes);
  }

  /**
   * Carries out a request.
   *
   * @throws ServiceError the answer, if it is a refusal
   */
  synchronized Map<String, Object> handle(String operation, Parameters request)
      throws ServiceError {
    return switch (operation) {
      case "CreateLogGroup" -> createGroup(request);
      case "CreateLogStream" -> createStream(request);
      case "PutRetentionPolicy" -> putRetention(request);
      case "PutLogEvents" -> put(request);
      case "DescribeLogGroups" -> Descriptions.ofGroups(groups, request);
      case "DescribeLogStreams" -> Descriptions.ofStreams(group(request), request);
      case "GetLogEvents" -> StreamReading.get(group(request), request);
      case "FilterLogEvents" -> Search.filter(group(request), request);
      default ->
          throw new ServiceError(400, "UnknownOperationException", "the fake has no " + operation);
    };
  }

  private Map<String, Object> createGroup(Parameters request) throws ServiceError {
    String name = request.group();
    if (name.startsWith("aws/")) {
      throw ServiceError.invalid("Log groups starting with aws/ are reserved for AWS.");
    }
    String given = request.optional("logGroupClass", 1, 100);
    String groupClass = given == null ? "STANDARD" : given;
    if (!CLASSES.contains(groupClass)) {
      throw ServiceError.invalid("logGroupClass must be one of " + CLASSES);
    }
    LogGroup group = new LogGroup(name, clock.millis(), groupClass, request.tags());
    if (groups.putIfAbsent(name, group) != null) {
      throw ServiceError.exists("log group");
    }
    return Map.of();
  }

  private Map<String, Object> createStream(Parameters request) throws ServiceError {
    String stream = request.stream();
    group(request).createStream(stream, clock.millis());
    return Map.of();
  }

  private Map<String, Object> putRetention(Parameters request) throws ServiceError {
    long days = request.requiredNumber("retentionInDays", Integer.MIN_VALUE, Integer.MAX_VALUE);
    if (!RETENTION_DAYS.contains(days)) {
      throw ServiceError.invalid(
          "1 validation error detected: Value '"
              + days
              + "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum"
              + " value set: "
              + RETENTION_DAYS.stream().sorted().toList());
    }
    group(request).retain((int) days);
    return Map.of();
  }

  private Map<String, Object> put(Parameters request) throws ServiceError {
    String stream = request.stream();
    List<PutRules.Input> events = rules.read(request);
    LogGroup group = group(request);
    group.stream(stream);
    long now = clock.millis();
    PutRules.Verdict verdict = rules.judge(events, group, now);
    for (PutRules.Input event : events.subList(verdict.first(), verdict.end())) {
      group.add(new LogEvent(stream, event.timestamp(), now, event.message()), event.bytes());
    }
    Map<String, Object> rejected = verdict.toJson();
    return new Answer()
        .with("nextSequenceToken", "49654796026243824240318171692305216662718669063406487010")
        .with("rejectedLogEventsInfo", rejected.isEmpty() ? null : rejected)
        .toJson();
  }

  private LogGroup group(Parameters request) throws ServiceError {
    LogGroup group = groups.get(request.group());
    if (group == null) {
      throw ServiceError.noSuchGroup();
    }
    return group;
  }

  synchronized List<String> groups() {
    return List.copyOf(groups.keySet());
  }

  /** Applies a function to a log group, if there is one of that name. */
  synchronized <T> Optional<T> ofGroup(String name, Function<LogGroup, T> function) {
    return Optional.ofNullable(groups.get(name)).map(function);
  }
}
