package dev.eventlogger.sink.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of a log in CloudWatch Logs, as docs/sinks.md describes them. */
record CloudWatchSettings(
    @Nullable String region,
    @Nullable URI endpoint,
    @Nullable String profile,
    @Nullable String accessKeyId,
    @Nullable String secretAccessKey,
    @Nullable String sessionToken,
    @Nullable Role role,
    String logGroup,
    Map<String, String> streams,
    Boolean create,
    @Nullable Integer retentionDays,
    Map<String, String> tags,
    Integer maxEventBytes,
    EventTime eventTime,
    MessageFormat format,
    Emf emf) {

  /** The most bytes of a call, less the 26 that the service counts for each event. */
  static final int LARGEST_EVENT = 1_048_550;

  private static final String URL_RULE =
      "must be a URL, such as https://logs.eu-central-1.amazonaws.com";
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,50}");
  private static final Pattern GROUP = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");
  private static final Set<Integer> RETENTION_DAYS =
      new TreeSet<>(
          List.of(
              1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
              2922, 3288, 3653));

  /** Which time of an event becomes the log event's. */
  enum EventTime {
    /** When it happened. */
    CREATED_AT,
    /** When it was logged, as its id says. */
    LOGGED
  }

  /**
   * A role to assume.
   *
   * @param arn its name
   * @param sessionName what the sessions are called in the account's trail; default {@code
   *     event-logger}
   * @param externalId what the role may require
   * @param endpoint of the security token service; null for the region's own
   */
  record Role(String arn, String sessionName, @Nullable String externalId, @Nullable URI endpoint) {

    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");

    Role {
      requireNonNull(arn, "arn is required, such as arn:aws:iam::123456789012:role/events");
      sessionName = requireNonNullElse(sessionName, "event-logger");
      new Requirements()
          .that(
              SESSION_NAME.matcher(sessionName).matches(),
              "session_name",
              "must have 2 to 64 letters, digits or characters of _+=,.@-")
          .that(isUrl(endpoint), "endpoint", URL_RULE)
          .orThrow();
    }
  }

  CloudWatchSettings {
    streams = requireNonNullElse(streams, Map.of("*", "{host}"));
    create = requireNonNullElse(create, true);
    tags = requireNonNullElse(tags, Map.of());
    maxEventBytes = requireNonNullElse(maxEventBytes, LARGEST_EVENT);
    eventTime = requireNonNullElse(eventTime, EventTime.CREATED_AT);
    format = requireNonNullElse(format, MessageFormat.CANONICAL);
    Requirements requirements = new Requirements();
    requirements.that(
        emf == null || format == MessageFormat.EMF,
        "emf",
        "is for format: emf; remove it, or write that format");
    emf = requireNonNullElse(emf, Emf.DEFAULT);
    checkAccess(
        requirements, region, endpoint, profile, accessKeyId, secretAccessKey, sessionToken);
    checkGroup(requirements, logGroup, create, retentionDays, tags);
    Map<String, String> names = streams;
    requirements
        .hold(() -> StreamNames.check(names))
        .that(
            maxEventBytes >= 1 && maxEventBytes <= LARGEST_EVENT,
            "max_event_bytes",
            "must be from 1 to " + LARGEST_EVENT)
        .orThrow();
  }

  private static void checkAccess(
      Requirements requirements,
      @Nullable String region,
      @Nullable URI endpoint,
      @Nullable String profile,
      @Nullable String id,
      @Nullable String secret,
      @Nullable String token) {
    requirements
        .that(
            region == null || REGION.matcher(region).matches(),
            "region",
            "must be the code of one, such as eu-central-1")
        .that(isUrl(endpoint), "endpoint", URL_RULE)
        .that(
            (id == null) == (secret == null),
            "access_key_id",
            "and secret_access_key go together; give both, or neither to use the environment's"
                + " credentials")
        .that(
            token == null || id != null,
            "session_token",
            "needs access_key_id and secret_access_key, which it belongs to")
        .that(
            profile == null || id == null,
            "profile",
            "and access_key_id are two ways to sign in; remove one");
  }

  private static boolean isUrl(@Nullable URI url) {
    return url == null
        || (url.getHost() != null
            && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())));
  }

  private static void checkGroup(
      Requirements requirements,
      @Nullable String group,
      boolean create,
      @Nullable Integer days,
      Map<String, String> tags) {
    requirements
        .that(group != null, "log_group", "is required, such as /app/events")
        .that(
            group == null || (GROUP.matcher(group).matches() && !group.startsWith("aws/")),
            "log_group",
            "must have 1 to 512 letters, digits or characters of ._-/#, and not begin with aws/")
        .that(
            days == null || RETENTION_DAYS.contains(days),
            "retention_days",
            "must be one of " + RETENTION_DAYS + ", which are all that the service has")
        .that(
            create || (days == null && tags.isEmpty()),
            "retention_days",
            "and tags are for create: true; remove them, or let the group be made")
        .that(
            areLegal(tags),
            "tags",
            "may be 50; a key has 1 to 128 characters and does not begin with aws:, a value has at"
                + " most 256; they are letters, digits, blanks or characters of _.:/=+-@");
  }

  private static boolean areLegal(Map<String, String> tags) {
    return tags.size() <= 50
        && tags.entrySet().stream()
            .allMatch(tag -> isTag(tag.getKey(), 1, 128) && isTag(tag.getValue(), 0, 256))
        && tags.keySet().stream().noneMatch(key -> key.startsWith("aws:"));
  }

  private static boolean isTag(String text, int shortest, int longest) {
    return text.length() >= shortest
        && text.length() <= longest
        && Pattern.matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", text);
  }

  /** The log group alone: the rest may hold secrets. */
  @Override
  public String toString() {
    return "CloudWatchSettings[" + logGroup + "]";
  }
}
