package dev.eventlogger.testkit.cloudwatch;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A fake of the CloudWatch Logs service for tests, stricter than the usual emulators. It enforces
 * the limits that the service documents, answers with the service's errors, and records when a
 * client breaks one. The AWS SDK talks to it over HTTP:
 *
 * <pre>{@code
 * try (FakeCloudWatchLogs service = FakeCloudWatchLogs.start()) {
 *   CloudWatchLogsClient client =
 *       CloudWatchLogsClient.builder()
 *           .endpointOverride(service.endpoint())
 *           .region(Region.US_EAST_1)
 *           .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
 *           .build();
 *   …
 *   assertThat(service.violations()).isEmpty();
 * }
 * }</pre>
 *
 * <p>It knows {@code CreateLogGroup}, {@code CreateLogStream}, {@code PutLogEvents}, {@code
 * PutRetentionPolicy}, {@code DescribeLogGroups}, {@code DescribeLogStreams}, {@code GetLogEvents}
 * and {@code FilterLogEvents}; filter patterns may have terms and comparisons of JSON members. A
 * request needs the header of Signature Version 4; the signature itself is not verified. Nothing
 * expires, and nothing is throttled unless a {@link Fault} says so.
 *
 * <p>Thread-safe. It listens on the loopback address and keeps everything in memory.
 */
public final class FakeCloudWatchLogs implements AutoCloseable {

  private final Service service;
  private final Faults faults = new Faults();
  private final Endpoint endpoint;

  private FakeCloudWatchLogs(Clock clock) {
    service = new Service(clock);
    endpoint = Endpoint.start(service, faults);
  }

  /** Starts a fake without log groups, on a free port, with the system's clock. */
  public static FakeCloudWatchLogs start() {
    return start(Clock.systemUTC());
  }

  /** The same with another clock, which decides what is too old or too new. */
  public static FakeCloudWatchLogs start(Clock clock) {
    return new FakeCloudWatchLogs(requireNonNull(clock, "clock"));
  }

  /** Its address: {@code http://127.0.0.1:} and its port. */
  public URI endpoint() {
    return endpoint.uri();
  }

  /** Makes the next requests for an operation fail. */
  public void failNext(String operation, int times, Fault fault) {
    faults.failNext(requireNonNull(operation, "operation"), times, requireNonNull(fault, "fault"));
  }

  /**
   * Makes a random share of all requests fail from now on, in the same sequence in every run.
   * Shares of several faults add up.
   *
   * @param share from 0 to 1
   */
  public void failShare(double share, Fault fault) {
    faults.failShare(share, requireNonNull(fault, "fault"));
  }

  /** Cancels all faults that were asked for. */
  public void workAgain() {
    faults.clear();
  }

  /**
   * Sets the most bytes of an event's message, by default 1,048,576. Some endpoints still have the
   * former limit of 256 KB.
   */
  public void limitEvents(int bytes) {
    service.limitEvents(bytes);
  }

  /**
   * Each time that a client broke a limit or the protocol. Each entry has the operation, the error
   * and its message, in the order in which they happened. Does not include faults, and missing or
   * existing resources, which any client may meet.
   */
  public List<String> violations() {
    return endpoint.violations();
  }

  /** How many requests for an operation came, including those with faults. */
  public long requests(String operation) {
    return endpoint.requests(operation);
  }

  /** The names of the log groups, sorted. */
  public List<String> logGroups() {
    return service.groups();
  }

  /** The names of a log group's streams, sorted; none if there is no such group. */
  public List<String> logStreams(String group) {
    return service.ofGroup(group, found -> List.copyOf(found.streams.keySet())).orElse(List.of());
  }

  /** The events of a log group in the order of their arrival; none if there is no such group. */
  public List<LogEvent> events(String group) {
    return service.ofGroup(group, LogGroup::inOrderOfArrival).orElse(List.of());
  }

  /** The days that a log group's events are retained; empty means for ever. */
  public OptionalInt retentionDays(String group) {
    return service.ofGroup(group, LogGroup::retentionDays).orElse(OptionalInt.empty());
  }

  /** The tags of a log group; none if there is no such group. */
  public Map<String, String> tags(String group) {
    return service.ofGroup(group, found -> found.tags).orElse(Map.of());
  }

  /** Stops listening. What was kept can still be read. */
  @Override
  public void close() {
    endpoint.close();
  }
}
