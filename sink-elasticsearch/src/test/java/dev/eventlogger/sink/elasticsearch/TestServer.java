package dev.eventlogger.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The official Elasticsearch server, with security enabled, in a process of its own.
 *
 * <p>Maven unpacks it; its home is the system property {@code elasticsearch.home}. The {@link
 * #shared} server is started once, and ends with this JVM. Thread-safe, except for killing and
 * starting.
 */
public final class TestServer {

  /** The user who may do everything. */
  public static final String ADMIN = "admin";

  public static final String ADMIN_PASSWORD = "the-admin's-password";

  private static final String ADMIN_LOGIN = ADMIN + ":" + ADMIN_PASSWORD;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration ONE_LOOK = Duration.ofSeconds(5);
  private static final int LOOKS = 20;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String SOURCE = "RunNode.java";

  private static TestServer shared;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final Path state;
  private final int port;
  private final Map<String, String> users = new TreeMap<>();
  private final Map<String, Set<String>> usersByRole = new TreeMap<>();
  private final Map<String, String> roles = new TreeMap<>();
  private Process process;

  private TestServer(Path home, Path state, int port) {
    this.home = home;
    this.state = state;
    this.port = port;
  }

  /** The server for all tests of a run. */
  public static synchronized TestServer shared() {
    if (shared == null) {
      try {
        Path state = Files.createTempDirectory(Path.of("target"), "elasticsearch");
        TestServer server = new TestServer(home(), state.toAbsolutePath(), freePort());
        server.prepare();
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
        shared = server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  private static Path home() {
    return Path.of(
        requireNonNull(
            System.getProperty("elasticsearch.home"),
            "elasticsearch.home is not set: run the integration tests with mvn verify"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  /** Settings of a log that writes to this server as the user who may do everything. */
  Map<String, Object> settings() {
    return Map.of("host", "127.0.0.1", "port", port, "http_auth", List.of(ADMIN, ADMIN_PASSWORD));
  }

  private void prepare() throws IOException {
    // On the class path, the server's modules are not Java modules.
    try (Stream<Path> modules = Files.list(home.resolve("modules"))) {
      for (Path module : modules.toList()) {
        Path descriptor = module.resolve("plugin-descriptor.properties");
        List<String> lines =
            Files.readAllLines(descriptor).stream()
                .filter(line -> !line.startsWith("modulename="))
                .toList();
        Files.write(descriptor, lines);
      }
    }
    Path config = Files.createDirectories(state.resolve("config"));
    Files.writeString(config.resolve("elasticsearch.yml"), yaml());
    Files.writeString(config.resolve("role_mapping.yml"), "");
    Files.writeString(config.resolve("roles.yml"), "");
    setUser(ADMIN, ADMIN_PASSWORD, "superuser");
    Files.createDirectories(state.resolve("tmp"));
    try (InputStream source = TestServer.class.getResourceAsStream(SOURCE)) {
      Files.copy(requireNonNull(source), state.resolve(SOURCE));
    }
  }

  private String yaml() {
    return String.join(
        "\n",
        "node.name: test",
        "discovery.type: single-node",
        "network.host: 127.0.0.1",
        "http.port: " + port,
        "transport.port: 0",
        "path.data: " + state.resolve("data"),
        "path.logs: " + state.resolve("logs"),
        "xpack.security.enabled: true",
        "xpack.security.transport.ssl.enabled: false",
        "xpack.security.http.ssl.enabled: false",
        "xpack.security.autoconfiguration.enabled: false",
        // A build machine's disk is often nearly full.
        "cluster.routing.allocation.disk.threshold_enabled: false",
        "cluster.max_shards_per_node: 5000",
        "action.destructive_requires_name: false",
        // How soon the files with users and roles are read again.
        "resource.reload.interval.high: 200ms",
        "");
  }

  private static String hash(String password) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(password.getBytes(UTF_8));
      return "{SHA}" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts the server, and waits until it answers. */
  void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Des.nativelibs.path=" + state.resolve("tmp"),
                "-Djava.io.tmpdir=" + state.resolve("tmp"),
                "-cp",
                home.resolve("lib") + "/*",
                state.resolve(SOURCE).toString(),
                home.toString(),
                state.resolve("config").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(state.resolve("out.log").toFile()))
            .start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        kill();
        throw new IOException("the server did not start; see " + state.resolve("out.log"));
      }
    }
  }

  private boolean answers() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
      return call(ADMIN_LOGIN, "GET", "/_cluster/health?wait_for_status=yellow&timeout=30s", "")
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Ends the server at once, like a crash. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Creates a role with privileges given in JSON. */
  synchronized void setRole(String name, String json) throws IOException {
    roles.put(name, json);
    writeRoles();
  }

  /** Creates a user, or changes the password, and waits until the server knows. */
  synchronized void setUser(String name, String password, String role) throws IOException {
    users.put(name, hash(password));
    usersByRole.computeIfAbsent(role, key -> new TreeSet<>()).add(name);
    writeUsers();
    if (process != null) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!becomesKnown(name + ":" + password, role)) {
        assertThat(System.nanoTime()).as("the time that a new user takes").isLessThan(deadline);
        // A user who asks while the server reads one file after another may be cached without a
        // role for twenty minutes, or have to wait for what a role permits until the roles are read
        // again. The server forgets all users when any of them gets a role, and all roles when one
        // is added.
        String nobody = "nobody-" + usersByRole.get(role).size();
        usersByRole.get(role).add(nobody);
        roles.put(nobody, "{}");
        writeRoles();
        writeUsers();
      }
    }
  }

  /** Tries for some two seconds; a user who was not accepted by then would not be later, either. */
  private boolean becomesKnown(String user, String role) throws IOException {
    try {
      for (int look = 0; look < LOOKS; look++) {
        if (isKnown(user, role)) {
          return true;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      return false;
    } catch (HttpTimeoutException e) {
      return false;
    }
  }

  /**
   * Users, their roles, and the roles' privileges are in three files, each read at its own time.
   */
  private boolean isKnown(String user, String role) throws IOException {
    HttpResponse<String> who = call(user, "GET", "/_security/_authenticate", "", ONE_LOOK);
    return who.statusCode() == 200
        && who.body().contains("\"" + role + "\"")
        && call(user, "GET", "/_security/user/_privileges", "", ONE_LOOK)
            .body()
            .contains("\"names\"");
  }

  private void writeRoles() throws IOException {
    List<String> lines = new ArrayList<>();
    roles.forEach((role, privileges) -> lines.add(role + ": " + privileges));
    replace("roles.yml", lines);
  }

  private void writeUsers() throws IOException {
    List<String> lines = new ArrayList<>();
    users.forEach((user, hash) -> lines.add(user + ":" + hash));
    List<String> roleLines = new ArrayList<>();
    usersByRole.forEach((role, names) -> roleLines.add(role + ":" + String.join(",", names)));
    replace("users_roles", roleLines);
    replace("users", lines);
  }

  /** Replaces a file atomically, so that the server never reads half of it. */
  private void replace(String file, List<String> lines) throws IOException {
    Path config = state.resolve("config");
    Path written = Files.write(config.resolve(file + ".new"), lines);
    Files.move(
        written,
        config.resolve(file),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Asks the server as the administrator, and fails if it refuses. */
  public String ask(String method, String path, String json) {
    try {
      HttpResponse<String> response = call(ADMIN_LOGIN, method, path, json);
      if (response.statusCode() >= 300) {
        throw new AssertionError(method + " " + path + " answered " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks the server as the administrator, and returns the status of its answer. */
  int status(String method, String path, String json) throws IOException {
    return call(ADMIN_LOGIN, method, path, json).statusCode();
  }

  private HttpResponse<String> call(String user, String method, String path, String json)
      throws IOException {
    return call(user, method, path, json, PATIENCE);
  }

  private HttpResponse<String> call(
      String user, String method, String path, String json, Duration patience) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)))
            .header("Content-Type", "application/json")
            .timeout(patience)
            .method(method, BodyPublishers.ofString(json))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
