package dev.eventlogger.testing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import dev.eventlogger.testing.ServerCertificates;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker, a cluster of one node, as a process with a class path of its own.
 *
 * <p>It keeps its ports and its folder across {@link #stop}, {@link #kill} and {@link #start}; it
 * ends with the JVM that started it. It does not create topics by itself. Clients of {@link
 * #bootstrap} are anonymous and may do everything. Not thread-safe.
 */
public final class KafkaBroker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          entry("process.roles", "broker,controller"),
          entry("node.id", "1"),
          entry("auto.create.topics.enable", "false"),
          entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
          entry("allow.everyone.if.no.acl.found", "true"),
          entry("super.users", "User:ANONYMOUS"),
          // A broker that was killed can return as soon as its predecessor is known to be gone.
          entry("broker.heartbeat.interval.ms", "500"),
          entry("broker.session.timeout.ms", "3000"),
          entry("group.initial.rebalance.delay.ms", "0"),
          entry("offsets.topic.num.partitions", "1"),
          entry("offsets.topic.replication.factor", "1"),
          entry("transaction.state.log.num.partitions", "1"),
          entry("transaction.state.log.replication.factor", "1"),
          entry("transaction.state.log.min.isr", "1"),
          entry("log.segment.delete.delay.ms", "1000"));

  private final Path folder;
  private final String cluster = Uuid.randomUuid().toString();
  private final BrokerPorts ports = BrokerPorts.free();
  private final Map<String, String> properties = new TreeMap<>();
  private final Map<String, String> users = new TreeMap<>();
  private int proxy = ports.proxied();
  private @Nullable ServerCertificates certificates;
  private @Nullable KafkaTopics topics;
  private @Nullable Process process;

  private KafkaBroker(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** A broker that keeps its data and its log in a folder. It is not running yet. */
  public static KafkaBroker in(Path folder) {
    return new KafkaBroker(folder);
  }

  /** Sets a property of the broker, instead of the default here, if there is one. */
  public KafkaBroker with(String property, String value) {
    properties.put(property, value);
    return this;
  }

  /** Adds a user with a password, who connects over TLS: see {@link #secureClient}. */
  public KafkaBroker withUser(String name, String password) {
    users.put(name, password);
    return this;
  }

  /**
   * Makes clients that come to {@link #proxied} use a proxy's port for everything.
   *
   * @param port the proxy's, which forwards to {@link #proxiedPort}
   */
  public KafkaBroker behind(int port) {
    proxy = port;
    return this;
  }

  /** Where clients connect first: {@code bootstrap.servers}. */
  public String bootstrap() {
    return "127.0.0.1:" + ports.plain();
  }

  /** Where clients connect first that go through the proxy of {@link #behind}. */
  public String proxied() {
    return "127.0.0.1:" + proxy;
  }

  /** The port to which a proxy forwards. */
  public int proxiedPort() {
    return ports.proxied();
  }

  /** The process id, while it runs. */
  public long pid() {
    return requireNonNull(process, "not started").pid();
  }

  /** The file with its output. */
  public Path log() {
    return folder.resolve("out.log");
  }

  /** The properties with which a client connects as a user, over TLS. */
  public Map<String, String> secureClient(String name, String password) {
    return Map.of(
        "bootstrap.servers",
        "127.0.0.1:" + ports.secure(),
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        login("username=\"" + name + "\" password=\"" + password + "\""),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        requireNonNull(certificates, "withUser, then start").certificate().toString());
  }

  private static String login(String options) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required " + options + ";";
  }

  /** Manages its topics, and who may do what with them. */
  public KafkaTopics topics() {
    if (topics == null) {
      topics = new KafkaTopics(bootstrap());
    }
    return topics;
  }

  /** Starts it, for the first time or again, and waits until it can be written to. */
  public KafkaBroker start() throws IOException {
    Files.createDirectories(folder);
    if (certificates == null && !users.isEmpty()) {
      certificates = certificates();
    }
    Path file = folder.resolve("server.properties");
    try (var out = Files.newBufferedWriter(file)) {
      Properties all = new Properties();
      all.putAll(ports.properties(proxy, !users.isEmpty()));
      all.putAll(DEFAULTS);
      all.put("log.dirs", folder.resolve("data").toString());
      if (!users.isEmpty()) {
        all.putAll(security());
      }
      all.putAll(properties);
      all.store(out, null);
    }
    process =
        new ProcessBuilder(command("-Xmx512m", RunBroker.class.getName(), file.toString(), cluster))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    await(process);
    return this;
  }

  private ServerCertificates certificates() throws IOException {
    try {
      return ServerCertificates.make(folder, "EC");
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private void await(Process started) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!topics().areReady()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        kill();
        throw new IOException("the broker did not start; see " + log());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private Map<String, String> security() {
    StringBuilder known = new StringBuilder();
    users.forEach(
        (name, password) ->
            known.append(" user_").append(name).append("=\"").append(password).append('"'));
    ServerCertificates own = requireNonNull(certificates);
    return Map.of(
        "sasl.enabled.mechanisms",
        "PLAIN",
        "listener.name.secure.plain.sasl.jaas.config",
        login(known.toString().strip()),
        "ssl.keystore.type",
        "PKCS12",
        "ssl.keystore.location",
        own.keystore().toString(),
        "ssl.keystore.password",
        ServerCertificates.PASSWORD,
        "ssl.key.password",
        ServerCertificates.PASSWORD);
  }

  /** A command that runs a class of Kafka's, or of this package, in a JVM of its own. */
  private static List<String> command(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
    command.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");
    command.addAll(List.of("-cp", classPath()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String classPath() throws IOException {
    try (InputStream in = KafkaBroker.class.getResourceAsStream("class-path.txt")) {
      String jars = new String(requireNonNull(in, "build test-kafka").readAllBytes(), UTF_8);
      Path own =
          Path.of(KafkaBroker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return own + File.pathSeparator + jars.strip();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /**
   * Returns what {@code kafka-console-consumer} prints, run in a JVM of its own.
   *
   * @param arguments besides {@code --bootstrap-server}
   */
  public String consoleConsumer(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        command(
            "org.apache.kafka.tools.consumer.ConsoleConsumer", "--bootstrap-server", bootstrap());
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("console-consumer.log");
    Process consumer = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String printed = new String(consumer.getInputStream().readAllBytes(), UTF_8);
    if (consumer.waitFor() != 0) {
      throw new IOException("kafka-console-consumer failed: " + Files.readString(errors));
    }
    return printed;
  }

  /** Shuts it down properly. */
  public void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    }
  }

  /** Ends it at once, like a crash. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Ends it at once. Its folder remains. */
  @Override
  public void close() {
    if (topics != null) {
      topics.close();
      topics = null;
    }
    kill();
  }
}
