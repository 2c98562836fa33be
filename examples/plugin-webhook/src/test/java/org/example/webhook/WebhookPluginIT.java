package org.example.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.example.webhook.EventLoggerProcess.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged plugin, dropped into the plugins folder of the real command. */
@Timeout(120)
class WebhookPluginIT {

  private static final Path PLUGIN = Path.of(System.getProperty("plugin.jar"));
  private static final String SERVICES = "META-INF/services/dev.eventlogger.spi.BaseEventLogger";

  @TempDir private Path folder;
  private Path plugins;
  private WebhookServer server;
  private EventLoggerProcess command;

  @BeforeEach
  void dropThePluginIn() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(PLUGIN, plugins.resolve("webhook.jar"));
    server = new WebhookServer();
    command = new EventLoggerProcess(folder);
    configure("webhook");
    Files.write(
        folder.resolve("clicks.ndjson"),
        List.of(
            "{\"event_type\":\"CLICK\",\"uid\":\"1\",\"event_data\":{\"element\":\"RUN\"}}",
            "{\"event_type\":\"CLICK\",\"uid\":\"2\",\"event_data\":{\"element\":\"STOP\"}}"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void deliversToTheWebhook() throws Exception {
    Result log = log();

    assertDelivered(log);
  }

  @Test
  void isListedWithItsVersionClassAndJar() throws Exception {
    Result list = command.run("plugins", "--plugins", "plugins");

    assertThat(list.out().lines().toList())
        .last()
        .asString()
        .matches("webhook +\\S+ +org.example.webhook.WebhookEventLogger +.*/plugins/webhook.jar");
    assertThat(list.err()).isEmpty();
    assertThat(list.exitCode()).isZero();
  }

  @Test
  void isNotHiddenByBrokenJars() throws Exception {
    dropBrokenJarsIn();

    assertDelivered(log());

    Result list = command.run("plugins", "--plugins", "plugins");
    assertThat(list.out())
        .contains("WebhookEventLogger")
        .containsPattern("broken: \\S*/a-broken.jar: Provider org.example.Gone not found")
        .containsPattern("broken: plugins/half-copied.jar: not a readable JAR");
    assertThat(list.exitCode()).isEqualTo(1);
  }

  @Test
  void isNamedWithAllThatIsBrokenWhereANameIsWrong() throws Exception {
    dropBrokenJarsIn();
    configure("webhok");

    Result log = log();

    assertThat(log.err())
        .contains(
            "event-logger.yaml: EVENT_LOGGER_NAME: there is no logger \"webhok\"; did you mean"
                + " \"webhook\"? (found: ")
        .contains(", null, webhook; broken: ")
        .contains("a-broken.jar: Provider org.example.Gone not found")
        .contains("half-copied.jar: not a readable JAR");
    assertThat(log.out()).isEmpty();
    assertThat(log.exitCode()).isEqualTo(2);
  }

  @Test
  void hasItsSettingsCheckedWithoutAPost() throws Exception {
    Result check = command.run("config", "check", "--plugins", "plugins");

    assertThat(check.out()).contains("EVENT_LOGGERS.webhook.url: " + server.url());
    assertThat(check.exitCode()).isZero();
    assertThat(server.lines()).isEmpty();
  }

  private Result log() throws IOException, InterruptedException {
    return command.run("log", "--plugins", "plugins", "clicks.ndjson");
  }

  private void assertDelivered(Result log) {
    assertThat(log.err())
        .isEqualTo(
            """
            logged 2: accepted 2, filtered 0, invalid 0, dropped 0
              webhook: taken 2: delivered 2, dead 0, pending 0, lost 0
            """);
    assertThat(log.exitCode()).isZero();
    assertThat(server.lines()).hasSize(2);
    assertThat(server.lines().get(0)).contains("\"uid\":\"1\"", "\"element\":\"RUN\"");
    assertThat(server.lines().get(1)).contains("\"uid\":\"2\"", "\"element\":\"STOP\"");
  }

  private void configure(String name) throws IOException {
    String yaml = "EVENT_LOGGER_NAME: " + name + "\nEVENT_LOGGERS: {webhook: {url: \"%s\"}}\n";
    Files.writeString(folder.resolve("event-logger.yaml"), yaml.formatted(server.url()));
  }

  private void dropBrokenJarsIn() throws IOException {
    Path broken = plugins.resolve("a-broken.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(broken))) {
      jar.putNextEntry(new ZipEntry(SERVICES));
      jar.write("org.example.Gone".getBytes(UTF_8));
    }
    Files.writeString(plugins.resolve("half-copied.jar"), "PK");
  }
}
