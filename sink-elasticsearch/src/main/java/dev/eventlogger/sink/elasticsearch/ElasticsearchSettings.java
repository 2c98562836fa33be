package dev.eventlogger.sink.elasticsearch;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a log of this sink, which its store reads, too.
 *
 * @param host a server's name; default {@code localhost}. Only without {@code hosts}
 * @param port its port; default 9200. Only without {@code hosts}
 * @param hosts servers as URIs; if one does not answer, another is asked
 * @param index the indices written to, see {@link Destination#indices}; default {@code
 *     {log}-{yyyy.MM.dd}}. Only without {@code dataStream}
 * @param dataStream the data stream written to, instead of indices
 * @param dataRetention how long a data stream keeps events; for ever if absent
 * @param httpAuth user and password, as {@code user:password} or as a list of the two
 * @param apiKey an API key as the server encodes it, instead of a user
 * @param caFile certificates in PEM, one of which must have signed the server's; implies TLS
 * @param caFingerprint SHA-256 of a certificate that must be among the server's, in hexadecimal;
 *     implies TLS
 * @param templates what to do about templates; default {@code install}
 * @param templatePriority of the index template; by default one that leaves other logs alone
 * @param maxAge how long ago an event may have happened; default 31 days for hourly indices, 365
 *     days for daily ones, otherwise no limit. Only where the index is chosen by time
 * @param maxFuture how far in the future an event may be; default 1 day. Only where the index is
 *     chosen by time
 * @param typedFields which data fields become typed fields; default {@code none}
 * @param connectTimeout longest wait for a connection; default 5 s
 * @param requestTimeout longest silence of a server that was asked; default 30 s
 * @param bulkBytes most bytes of documents in a request; default 5 MiB
 */
record ElasticsearchSettings(
    @Nullable String host,
    @Nullable Integer port,
    List<URI> hosts,
    @Nullable String index,
    @Nullable String dataStream,
    @Nullable Duration dataRetention,
    List<String> httpAuth,
    @Nullable String apiKey,
    @Nullable Path caFile,
    @Nullable String caFingerprint,
    TemplatePolicy templates,
    @Nullable Integer templatePriority,
    @Nullable Duration maxAge,
    @Nullable Duration maxFuture,
    TypedFields typedFields,
    Duration connectTimeout,
    Duration requestTimeout,
    Integer bulkBytes) {

  private static final String DEFAULT_INDEX = "{log}-{yyyy.MM.dd}";
  private static final int FINGERPRINT_DIGITS = 64;
  private static final int LARGEST_PORT = 65_535;
  private static final int LEAST_BULK_BYTES = 1024;

  ElasticsearchSettings {
    boolean isEncrypted = caFile != null || caFingerprint != null;
    List<URI> given = hosts;
    httpAuth = requireNonNullElse(httpAuth, List.of());
    templates = requireNonNullElse(templates, TemplatePolicy.INSTALL);
    typedFields = requireNonNullElse(typedFields, TypedFields.NONE);
    connectTimeout = requireNonNullElse(connectTimeout, Duration.ofSeconds(5));
    requestTimeout = requireNonNullElse(requestTimeout, Duration.ofSeconds(30));
    bulkBytes = requireNonNullElse(bulkBytes, 5 * 1024 * 1024);
    List<String> identity = httpAuth;
    TemplatePolicy policy = templates;
    Duration connect = connectTimeout;
    Duration request = requestTimeout;
    int bytes = bulkBytes;
    new Requirements()
        .hold(() -> servers(given, host, port, isEncrypted))
        .hold(() -> checkDestination(index, dataStream, dataRetention))
        .hold(() -> checkTemplates(policy, templatePriority))
        .hold(() -> checkIdentity(identity, apiKey))
        .hold(() -> checkTrust(caFile, caFingerprint))
        .hold(() -> checkLimits(connect, request, bytes))
        .orThrow();
    hosts = servers(given, host, port, isEncrypted);
    Destination destination = destination(index, dataStream, "log");
    if (destination.isByTime()) {
      maxAge = maxAge != null ? maxAge : ageOf(destination.unit());
      maxFuture = requireNonNullElse(maxFuture, Duration.ofDays(1));
    } else if (maxAge != null || maxFuture != null) {
      throw new IllegalArgumentException(
          "max_age and max_future are for an index with a time, such as {yyyy.MM.dd}");
    }
  }

  /** What to do about the templates that give indices their mapping. */
  enum TemplatePolicy {
    /** Install what is missing; report what differs, and leave it. */
    INSTALL,
    /** Install what is missing, and replace what differs. */
    OVERWRITE,
    /** Leave them to somebody else. */
    NONE
  }

  /** Which fields of the event data allow more comparisons than equality. */
  enum TypedFields {
    NONE,
    /** Those to which a registered schema gives a type. */
    SCHEMA
  }

  /** Where the events of a log go. */
  Destination destination(String log) {
    return destination(index, dataStream, log);
  }

  private static Destination destination(
      @Nullable String index, @Nullable String dataStream, String log) {
    return dataStream != null
        ? Destination.dataStream(dataStream)
        : Destination.indices(requireNonNullElse(index, DEFAULT_INDEX), log);
  }

  /**
   * Limits an import or a wrong clock to a few hundred indices, so that they do not use up all that
   * a cluster may have.
   */
  private static @Nullable Duration ageOf(ChronoUnit unit) {
    return switch (unit) {
      case HOURS -> Duration.ofDays(31);
      case DAYS -> Duration.ofDays(365);
      default -> null;
    };
  }

  /** The servers as messages name them. */
  String servers() {
    return hosts.stream()
        .map(host -> host.getHost() + ":" + Connection.port(host))
        .collect(Collectors.joining(", "));
  }

  /** User and password as HTTP basic authentication joins them; null if there are none. */
  @Nullable String userAndPassword() {
    return httpAuth.isEmpty() ? null : String.join(":", httpAuth);
  }

  private static List<URI> servers(
      @Nullable List<URI> hosts,
      @Nullable String host,
      @Nullable Integer port,
      boolean isEncrypted) {
    if (hosts != null && (host != null || port != null)) {
      throw new IllegalArgumentException("host and port say what hosts says; keep one of the two");
    }
    return hosts != null ? checked(hosts, isEncrypted) : List.of(uri(host, port, isEncrypted));
  }

  private static URI uri(@Nullable String host, @Nullable Integer port, boolean isEncrypted) {
    int number = requireNonNullElse(port, 9200);
    if (number < 1 || number > LARGEST_PORT) {
      throw new IllegalArgumentException("port must be from 1 to " + LARGEST_PORT);
    }
    String name = requireNonNullElse(host, "localhost");
    try {
      URI uri = new URI(isEncrypted ? "https" : "http", null, name, number, null, null, null);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Reported below, without the text.
    }
    throw new IllegalArgumentException(
        "host must be a name, such as search.example.org; a URI goes to hosts");
  }

  private static List<URI> checked(List<URI> hosts, boolean isEncrypted) {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException(
          "hosts is empty; name one, such as https://localhost:9200");
    }
    for (URI host : hosts) {
      if (!Set.of("http", "https").contains(String.valueOf(host.getScheme()))
          || host.getHost() == null
          || host.getQuery() != null) {
        throw new IllegalArgumentException(
            "hosts must be URIs such as https://search.example.org:9200");
      }
      if (host.getUserInfo() != null) {
        throw new IllegalArgumentException("hosts must not hold a user; set http_auth");
      }
      if (isEncrypted && host.getScheme().equals("http")) {
        throw new IllegalArgumentException(
            "hosts must begin with https where ca_file or ca_fingerprint is set");
      }
    }
    if (hosts.stream().map(URI::getPath).distinct().count() > 1) {
      throw new IllegalArgumentException("hosts must all have the same path");
    }
    return List.copyOf(hosts);
  }

  private static void checkDestination(
      @Nullable String index, @Nullable String dataStream, @Nullable Duration dataRetention) {
    if (index != null && dataStream != null) {
      throw new IllegalArgumentException("index and data_stream exclude each other; keep one");
    }
    if (dataRetention != null && dataStream == null) {
      throw new IllegalArgumentException(
          "data_retention is for a data_stream; old indices are deleted by event-logger purge");
    }
    if (dataRetention != null && dataRetention.toSeconds() < 1) {
      throw new IllegalArgumentException("data_retention must be at least 1s");
    }
  }

  private static void checkTemplates(TemplatePolicy templates, @Nullable Integer priority) {
    if (priority != null && templates == TemplatePolicy.NONE) {
      throw new IllegalArgumentException("template_priority is not for templates: none");
    }
    if (priority != null && priority < 0) {
      throw new IllegalArgumentException("template_priority must not be negative");
    }
  }

  private static void checkIdentity(List<String> httpAuth, @Nullable String apiKey) {
    if (!httpAuth.isEmpty() && apiKey != null) {
      throw new IllegalArgumentException("http_auth and api_key exclude each other; keep one");
    }
    boolean isOneText = httpAuth.size() == 1 && httpAuth.get(0).indexOf(':') > 0;
    boolean areTwo = httpAuth.size() == 2 && httpAuth.get(0).indexOf(':') < 0;
    if (!httpAuth.isEmpty() && !isOneText && !areTwo) {
      throw new IllegalArgumentException("http_auth must be user:password, or a list of the two");
    }
    if (apiKey != null && !apiKey.matches("[A-Za-z0-9+/=_-]+")) {
      throw new IllegalArgumentException(
          "api_key must be the server's encoded key, letters and digits in one piece");
    }
  }

  private static void checkTrust(@Nullable Path caFile, @Nullable String caFingerprint) {
    if (caFile != null && caFingerprint != null) {
      throw new IllegalArgumentException("ca_file and ca_fingerprint exclude each other; keep one");
    }
    if (caFingerprint != null
        && !caFingerprint.replace(":", "").matches("[0-9A-Fa-f]{" + FINGERPRINT_DIGITS + "}")) {
      throw new IllegalArgumentException(
          "ca_fingerprint must be a SHA-256 in hexadecimal, with or without colons");
    }
  }

  private static void checkLimits(Duration connect, Duration request, int bulkBytes) {
    if (connect.isZero() || request.isZero()) {
      throw new IllegalArgumentException(
          "connect_timeout and request_timeout must be more than 0s");
    }
    if (bulkBytes < LEAST_BULK_BYTES) {
      throw new IllegalArgumentException("bulk_bytes must be at least " + LEAST_BULK_BYTES);
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "ElasticsearchSettings" + hosts;
  }
}
