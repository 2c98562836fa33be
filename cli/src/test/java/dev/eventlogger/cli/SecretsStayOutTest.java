package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.formats.EventReader;
import dev.eventlogger.schema.Schemas;
import dev.eventlogger.schema.privacy.Listeners.Stage;
import dev.eventlogger.server.forecast.DryRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A secret in every place where it must not be kept appears nowhere: in no file, on no console, in
 * no message, outcome or exception.
 */
@Timeout(60)
class SecretsStayOutTest {

  private static final String CANARY = "c4n4ry-7f3a";
  private static final SchemaRef LOGIN = new SchemaRef("https://example.org/login", "1");

  @TempDir private Path folder;
  private Workplace work;
  private final List<String> results = new ArrayList<>();

  @BeforeEach
  void setUp() throws IOException {
    work = new Workplace(folder);
    Files.writeString(
        folder.resolve("login.yaml"),
        """
        $id: https://example.org/login
        version: 1
        properties:
          user: {type: string, categories: [unrestricted]}
          email: {type: string, categories: [user-identifier]}
          password: {type: string, categories: [unrestricted], x-redact: remove}
          token: {categories: [unrestricted], x-redact: mask}
          note: {categories: [unrestricted], x-redact: "null"}
          phone: {categories: [unrestricted], x-redact: hash}
          form:
            categories: [unrestricted]
            properties: {pin: {type: integer, x-redact: remove}}
          ips: {categories: [unrestricted], items: {x-redact: hash}}
        patternProperties: {"^secret-": {x-redact: remove, categories: [unrestricted]}}
        required: [user]
        """);
  }

  @Test
  void whateverTheEventAndTheSettings() throws Exception {
    for (String settings :
        List.of("on_invalid: reject", "on_invalid: warn", "validation: strict")) {
      String printed = log(config(settings), this::logEverything);

      assertThat(results).isNotEmpty();
      assertThat(printed).contains("ConsoleEventLogger - ").contains("recorded-user");
      assertThat(Files.readString(work.file())).contains("recorded-user");
      assertNoCanary(printed + results);
    }
  }

  @Test
  void norDoesTheCommandRepeatIt() throws Exception {
    Path config = config("on_invalid: reject");
    List<String> lines = new ArrayList<>();
    for (Map<String, Object> data : invalid()) {
      lines.add(json(data));
    }
    lines.add(json(valid()));
    lines.add("{\"event_type\":\"" + CANARY + "\"}");
    lines.add("{\"name\":\"a\",\"level\":\"" + CANARY + "\",\"created_at\":\"" + CANARY + "\"}");
    lines.add("{\"name\":\"a\",\"event_data\":\"" + CANARY + "\"}");
    lines.add("{\"name\":\"a\",\"uid\":[\"" + CANARY + "\"]}");
    lines.add("{\"name\": " + CANARY);
    lines.add("{\"name\":\"a\",\"event_data\":{\"" + "x".repeat(70) + CANARY + "\":1,\"__a\":1}}");
    Path input = work.input(lines.toArray(String[]::new));

    for (CommandRun run :
        List.of(
            CommandRun.of("log", "-c", config, input),
            CommandRun.of("explain", "-c", config, input),
            CommandRun.of("explain", "--format", "json", "-c", config, input),
            CommandRun.of(
                "validate", "--schemas", folder.resolve("login.yaml"), "--events", input))) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out() + run.err()).contains("password").doesNotContain(CANARY);
    }
    assertNoCanary("");
  }

  /** Work with an event logger. */
  private interface Work {
    void with(EventLogger events);
  }

  private void logEverything(EventLogger events) {
    add(record(events, valid()));
    invalid().forEach(data -> add(record(events, data)));
    add(events.record("https://example.org/other", "1", Map.of("a", CANARY)));
    add(record(events, hostile()));
    add(
        events.log(
            EventDraft.of(LOGIN)
                .data(
                    Map.of(
                        "user",
                        new Object() {
                          @Override
                          public String toString() {
                            return CANARY;
                          }
                        }))));
    Schemas.of(events)
        .listeners()
        .add(
            Stage.UNREDACTED,
            (schema, data) -> {
              throw new IllegalStateException(CANARY + data);
            });
    add(record(events, valid()));
    Schemas.of(events)
        .modifiers()
        .add(
            (schema, data) -> {
              throw new IllegalStateException(CANARY + data);
            });
    add(record(events, valid()));
    results.add(events.ledger().toString());
  }

  private void add(Outcome outcome) {
    results.add(outcome.toString());
  }

  private static Outcome record(EventLogger events, Map<String, ?> data) {
    return events.record(LOGIN.id(), LOGIN.version(), data);
  }

  private static Map<String, Object> valid() {
    return Map.of(
        "user",
        "recorded-user",
        "email",
        CANARY,
        "password",
        CANARY,
        "token",
        Map.of(CANARY, CANARY),
        "note",
        List.of(CANARY),
        "phone",
        CANARY,
        "form",
        Map.of("pin", 1),
        "ips",
        List.of(CANARY, CANARY),
        "secret-1",
        CANARY);
  }

  /**
   * Data with the secret in places where no schema expects it, and of types that it does not
   * expect.
   */
  private static List<Map<String, Object>> invalid() {
    return List.of(
        Map.of("email", CANARY, "password", CANARY),
        Map.of("user", "a", "password", List.of(CANARY)),
        Map.of("user", "a", "password", Map.of("a", CANARY)),
        Map.of("user", "a", "password", 1, "form", Map.of("pin", CANARY)),
        Map.of("user", List.of(1), "password", "a", "form", CANARY),
        Map.of("user", 7, "form", List.of(CANARY), "undeclared", CANARY),
        Map.of("user", 7, "ips", CANARY, "email", Map.of("a", CANARY)));
  }

  private static Map<String, ?> hostile() {
    return new AbstractMap<>() {
      @Override
      public Set<Entry<String, Object>> entrySet() {
        throw new IllegalStateException(CANARY);
      }
    };
  }

  private static String json(Map<String, Object> data) {
    String event = Event.of(EventDraft.of(LOGIN).data(data)).toJson();
    return event.replaceFirst("\"id\":\"[^\"]*\",", "");
  }

  /** Logs, and returns everything printed on the console or logged through System.Logger. */
  private String log(Path config, Work work) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(bytes, true, UTF_8);
    PrintStream out = System.out;
    PrintStream err = System.err;
    Logger logger = Logger.getLogger("dev.eventlogger");
    StreamHandler handler = new StreamHandler(printed, new SimpleFormatter());
    handler.setLevel(Level.ALL);
    logger.addHandler(handler);
    System.setOut(printed);
    System.setErr(printed);
    try (EventLogger events =
        EventLogger.builder()
            .config(config)
            .contextSource(
                key -> {
                  throw new IllegalStateException(CANARY + " for " + key);
                })
            .open()) {
      work.with(events);
    } finally {
      System.setOut(out);
      System.setErr(err);
      handler.flush();
      logger.removeHandler(handler);
    }
    return bytes.toString(UTF_8);
  }

  private Path config(String schemaSettings) throws IOException {
    return work.config(
        "EVENT_LOGGER_NAME: [file, text, json]",
        "EVENT_LOGGERS:",
        "  file: {path: '" + work.file() + "'}",
        "  text: {logger: console}",
        "  json: {logger: console, format: canonical}",
        "EVENT_CONTEXT: {keys: [user.id, headers.User-Agent]}",
        "EVENT_SCHEMAS: {path: '" + folder.resolve("login.yaml") + "',",
        "  allowed_schemas: {'https://example.org/login': {}},",
        "  hash_key: only-for-these-tests, " + schemaSettings + "}");
  }

  private void assertNoCanary(String printed) throws IOException {
    assertThat(printed).doesNotContain(CANARY);
    assertThat(Files.readString(work.file())).doesNotContain(CANARY);
  }

  @Test
  void keysThatWouldHoldSecretsAreRefusedAtTheStart() throws IOException {
    for (String key :
        List.of("headers.Authorization", "headers.Cookie", "cookies.session", "args")) {
      Path config = work.config("EVENT_CONTEXT: {keys: [" + key + "]}");

      CommandRun run = CommandRun.of("config", "check", "-c", config);

      assertThat(run.exitCode()).as(key).isEqualTo(2);
      assertThat(run.err()).contains("EVENT_CONTEXT.keys");
    }
  }

  @Test
  void aForecastHoldsNoValue() throws IOException {
    DryRun dryRun =
        DryRun.of(EventLoggerConfig.load(config("on_invalid: warn")), SinkCatalog.ofClassPath());
    EventReader reader = new EventReader(false);

    assertThat(dryRun.forecast(reader.read(json(valid()))).changes()).hasSizeGreaterThan(5);
    for (Map<String, Object> data : invalid()) {
      assertThat(dryRun.forecast(reader.read(json(data))).toString())
          .contains("INVALID")
          .doesNotContain(CANARY);
    }
  }
}
