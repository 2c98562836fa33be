package dev.eventlogger.hosts;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The official server of version 9, without security, as a process of its own on a newer JDK. */
final class NewServer implements AutoCloseable {

  /** The lowest version of Java that the server runs on. */
  static final int JAVA = 21;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  // The server finds these only in one of its own modules.
  private static final List<String> TRANSPORT =
      List.of("transport-netty4-", "netty-", "elasticsearch-ssl-config-");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final int port;
  private Process process;

  private NewServer(Path home, int port) {
    this.home = home;
    this.port = port;
  }

  /**
   * Starts a server, and waits until it answers.
   *
   * @param java the program {@code java}
   */
  static NewServer start(Path java) throws Exception {
    Path home = Files.createTempDirectory(Path.of("target"), "server-9-").toAbsolutePath();
    NewServer server = new NewServer(home, freePort());
    server.prepare();
    server.run(java);
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  private static List<Path> classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator)).map(Path::of).toList();
  }

  private static boolean isTransport(Path jar) {
    return TRANSPORT.stream().anyMatch(jar.getFileName().toString()::startsWith);
  }

  private void prepare() throws IOException {
    Path module = Files.createDirectories(home.resolve("modules").resolve("transport-netty4"));
    for (Path jar : classPath().stream().filter(NewServer::isTransport).toList()) {
      Files.copy(jar, module.resolve(jar.getFileName()));
      if (jar.getFileName().toString().startsWith("transport-netty4-")) {
        writeDescriptor(jar, module);
      }
    }
    Files.createDirectories(home.resolve("tmp"));
    Path config = Files.createDirectories(home.resolve("config"));
    Files.writeString(
        config.resolve("elasticsearch.yml"),
        String.join(
            "\n",
            "node.name: test",
            "discovery.type: single-node",
            "network.host: 127.0.0.1",
            "http.port: " + port,
            "transport.port: 0",
            "path.data: " + home.resolve("data"),
            "path.logs: " + home.resolve("logs"),
            "cluster.routing.allocation.disk.threshold_enabled: false",
            "action.destructive_requires_name: false",
            ""));
    try (InputStream source = NewServer.class.getResourceAsStream("RunNode.java")) {
      Files.copy(requireNonNull(source), home.resolve("RunNode.java"));
    }
  }

  /**
   * Copies the descriptor from the JAR, without the name of a Java module: on the class path, the
   * server's module is none.
   */
  private static void writeDescriptor(Path jar, Path module) throws IOException {
    String name = "plugin-descriptor.properties";
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      List<String> lines =
          Files.readAllLines(inside.getPath("META-INF", "es-plugins", "transport-netty4", name));
      Files.write(
          module.resolve(name),
          lines.stream().filter(line -> !line.startsWith("modulename=")).toList());
    }
  }

  private void run(Path java) throws Exception {
    List<String> jars =
        classPath().stream().filter(jar -> !isTransport(jar)).map(Path::toString).toList();
    Path output = home.resolve("out.log");
    process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-Des.nativelibs.path=" + home.resolve("tmp"),
                "-Djava.io.tmpdir=" + home.resolve("tmp"),
                "-cp",
                String.join(File.pathSeparator, jars),
                home.resolve("RunNode.java").toString(),
                home.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IOException("the server did not start; see " + output);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return ask("GET", "/_cluster/health?wait_for_status=yellow").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
