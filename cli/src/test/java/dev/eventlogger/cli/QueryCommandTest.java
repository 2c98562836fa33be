package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.SchemaRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class QueryCommandTest {

  private final Instant now = Instant.now();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Workplace work;

  @BeforeEach
  void setUp() throws Exception {
    work = new Workplace(folder);
    configure("");
    put(
        draft("click", 1).type(EventType.CLICK).uid("42").data(Map.of("element", "RUN", "n", 7)),
        draft("view", 2).type(EventType.VIEW).uid("7").level(Level.WARNING).message("50% done"),
        draft("error", 3).subject("query:42").schema(new SchemaRef("s", "1")),
        draft("old", 24 * 30).uid("42"));
  }

  private void configure(String more) throws IOException {
    work.config(
        "EVENT_LOGGER_NAME: shelf",
        "EVENT_LOGGERS: {shelf: {label: '" + folder + "'" + more + "}}");
  }

  private void put(EventDraft... drafts) throws Exception {
    ShelfStore.put(folder.toString(), drafts);
  }

  private EventDraft draft(String name, int hoursAgo) {
    return EventDraft.named(name).createdAt(now.minus(Duration.ofHours(hoursAgo)));
  }

  @Test
  void printsTheLatestEventsOfTheLastSevenDaysFirst() throws IOException {
    assertThat(names()).containsExactly("click", "view", "error");
    assertThat(names("--since", "all")).containsExactly("click", "view", "error", "old");
  }

  @Test
  void leavesOutWhatTellsOfTheLogsUnlessItIsNamed() throws Exception {
    put(draft("event-logger-report", 1), draft("event-read", 1));

    assertThat(names()).containsExactly("click", "view", "error");
    assertThat(names("--name", "event-read")).containsExactly("event-read");
  }

  @Test
  void takesTimesOfAnyForm() throws IOException {
    assertThat(names("--since", "150m")).containsExactly("click", "view");
    assertThat(names("--since", "60d", "--until", "2h")).containsExactly("view", "error", "old");
    assertThat(names("--since", now.minusSeconds(3_700))).containsExactly("click");
    assertThat(names("--since", "2026-01-01", "--until", "2026-01-02T00:00:00+01:00")).isEmpty();
  }

  @Test
  void filtersByEveryOptionAndByAnyOfItsValues() throws IOException {
    assertThat(names("--type", "CLICK", "--type", "view")).containsExactly("click", "view");
    assertThat(names("--uid", "42", "--since", "all")).containsExactly("click", "old");
    assertThat(names("--name", "error")).containsExactly("error");
    assertThat(names("--level", "warning")).containsExactly("view");
    assertThat(names("--subject", "query:42")).containsExactly("error");
    assertThat(names("--schema", "s")).containsExactly("error");
    assertThat(names("--uid", "42", "--type", "VIEW")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.element=RUN|click",
        "data.element = \"RUN\"|click",
        "data.element!=RUN|view,error",
        "data.n>6|click",
        "data.n>=7|click",
        "data.n<7|",
        "data.n<=7|click",
        "data.n>\"6\"|",
        "data.n exists|click",
        "message contains 0% d|view",
        "message contains \"0% d\"|view",
        "level>=warning|view",
        "data.\"a=b\"!=1|click,view,error",
        "uid!=42|view,error"
      })
  void filtersByConditions(String where, String expected) throws IOException {
    assertThat(String.join(",", names("--where", where)))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void requiresAllConditions() throws IOException {
    assertThat(names("--where", "data.n exists", "--where", "uid=7")).isEmpty();
  }

  @Test
  void sortsAndLimits() throws IOException {
    assertThat(names("--sort", "created_at")).containsExactly("error", "view", "click");
    assertThat(names("--sort", "name:desc")).containsExactly("view", "error", "click");
    assertThat(names("--sort", "uid:asc", "--limit", "1")).containsExactly("click");
  }

  @Test
  void streamsEverythingByPages() throws Exception {
    put(IntStream.range(0, 2_345).mapToObj(i -> draft("many", 5)).toArray(EventDraft[]::new));

    assertThat(names("--name", "many")).hasSize(100);
    assertThat(names("--name", "many", "--limit", "all")).hasSize(2_345);
    assertThat(names("--name", "many", "--limit", "0")).hasSize(2_345);
    assertThat(names("--name", "many", "--limit", "1500")).hasSize(1_500);
  }

  @Test
  void saysThatThereIsMoreOrNothingAndWhichTimeNobodyAskedFor() throws Exception {
    assertThat(run("--limit", "2", "--since", "2020-01-01").errLines())
        .containsExactly(
            "2 events shown, and there are more; --limit all shows all since 2020-01-01T00:00:00Z");
    assertThat(run("--limit", "4", "--since", "all").err()).as("all there are").isEmpty();
    assertThat(run("--uid", "nobody", "--since", "2020", "--until", "2021-02").errLines())
        .containsExactly("nothing found since 2020-01-01T00:00:00Z before 2021-02-01T00:00:00Z");
    assertThat(run("--uid", "nobody", "--since", "all").err())
        .isEqualTo("nothing found at any time\n");
    assertThat(run().errLines())
        .singleElement()
        .asString()
        .matches(
            "all 3 events since 20\\S+ \\(the last 7d, by default; --since 30d or --since all for more\\)");
    assertThat(run("--uid", "nobody").err()).startsWith("nothing found since 20").contains("7d");
    assertThat(run("--limit", "2").err()).startsWith("2 events shown, and there are more;");
  }

  @Test
  void countsWithoutPrinting() throws IOException {
    CommandRun run = run("--count", "--since", "all", "--uid", "42");

    assertThat(run).isEqualTo(new CommandRun(0, "2\n", ""));
    assertThat(run("--count").out()).isEqualTo("3\n");
    assertThat(run("--count").err()).startsWith("counted since 20").contains("the last 7d");
    assertThat(run("--count", "--uid", "nobody", "--since", "all").err())
        .isEqualTo("counted at any time\n");
  }

  @Test
  void printsTheFieldsThatAreWanted() throws Exception {
    put(draft("many", 0).data(Map.of("tags", List.of("a", "b"))));

    assertThat(run("--fields", "name,data.n", "--name", "click").out())
        .isEqualTo("{\"name\":\"click\",\"data.n\":7}\n");
    assertThat(run("--fields", "data.tags,uid", "--name", "many").out())
        .isEqualTo("{\"data.tags\":[\"a\",\"b\"]}\n");
    assertThat(run("--fields", "name,message,data", "--name", "view", "--format", "csv").out())
        .isEqualTo("name,message,data\r\nview,50% done,\r\n");
    assertThat(run("--fields", "name, uid", "--format", "table", "--name", "view").outLines())
        .containsExactly("name  uid", "view  7");
  }

  @Test
  void showsTimesInTheZoneThatIsNamed() throws Exception {
    put(EventDraft.named("night").createdAt(Instant.parse("2026-03-01T23:30:00Z")));
    Object[] options = {"--name", "night", "--tz", "Europe/Berlin", "--since", "2026-03-02"};

    assertThat(run(with(options, "--format", "table")).outLines())
        .first()
        .asString()
        .startsWith("TIME (Europe/Berlin)");
    assertThat(run(with(options, "--format", "table")).out()).contains("2026-03-02 00:30:00.000");
    assertThat(run(with(options, "--format", "csv", "--fields", "created_at")).out())
        .isEqualTo("created_at\r\n2026-03-02T00:30:00+01:00\r\n");
    assertThat(run("--name", "night", "--since", "2026-03-02").out()).isEmpty();
    assertThat(
            run("--name", "night", "--since", "2026-03-01 23:30", "--until", "2026-03-01 23:31")
                .out())
        .contains("2026-03-01T23:30:00");
  }

  private static Object[] with(Object[] some, Object... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray();
  }

  @Test
  void colorsLevelsOnATerminal() {
    CommandRun run = Terminals.ofWidth(100, () -> run("--name", "view"));

    assertThat(run.outLines().get(1)).startsWith("\u001b[33m20").endsWith("50% done\u001b[0m");
    System.setProperty("eventlogger.terminal.colors", "false");
    try {
      assertThat(Terminals.ofWidth(100, () -> run("--name", "view")).out())
          .doesNotContain("\u001b");
    } finally {
      System.clearProperty("eventlogger.terminal.colors");
    }
    assertThat(run("--name", "view", "--format", "table").out()).doesNotContain("\u001b");
  }

  @Test
  void fitsATableOfLongNamesInto80Columns() throws Exception {
    put(draft("n".repeat(60), 0).uid("u".repeat(60)).level(Level.WARNING).message("m".repeat(90)));
    System.setProperty("eventlogger.terminal.colors", "false");
    try {
      CommandRun run = Terminals.ofWidth(80, () -> run("--since", "12h"));

      assertThat(run.outLines()).hasSize(5).allMatch(line -> Cell.width(line) <= 80);
      assertThat(run.outLines().get(1)).contains("uuu…", "nnn…", "WARNING", "mmm…");
    } finally {
      System.clearProperty("eventlogger.terminal.colors");
    }
  }

  @Test
  void writesNoControlsIntoCsv() throws Exception {
    put(draft("evil", 0).message("a\u001b[31m\u202eb\u200dc\nd"));

    CommandRun run = run("--format", "csv", "--fields", "message", "--name", "evil");

    assertThat(run.out()).isEqualTo("message\r\n\"a\\u001b[31m\\u202eb\u200dc\nd\"\r\n");
  }

  @Test
  void printsAnArrayOfJson() throws IOException {
    JsonNode array = JSON.readTree(run("--format", "json").out());

    assertThat(array).hasSize(3);
    assertThat(array.get(0).path("event_data").path("element").asText()).isEqualTo("RUN");
    assertThat(run("--format", "json", "--uid", "nobody").out()).isEqualTo("[]\n");
  }

  @Test
  void printsCsvThatNoSpreadsheetObeys() throws Exception {
    put(
        draft("=cmd|' /C calc'!A0", 4)
            .uid("+1")
            .subject("-2")
            .message("@x, \"y\"\nz")
            .duration(Duration.ofMillis(1_500)));

    List<String> lines =
        List.of(run("--format", "csv", "--since", "270m", "--until", "210m").out().split("\r\n"));

    assertThat(lines.get(0))
        .isEqualTo(
            "id,created_at,duration_ms,uid,type,name,level,subject,message,schema,schema_version,"
                + "data,context");
    assertThat(lines.get(1))
        .endsWith(",1500,'+1,,'=cmd|' /C calc'!A0,INFO,'-2,\"'@x, \"\"y\"\"\nz\",,,,");
  }

  @Test
  void printsDataAsJsonInCsv() {
    assertThat(run("--format", "csv", "--name", "click", "--where", "data.n=7").out())
        .containsAnyOf("\"{\"\"element\"\":\"\"RUN\"\",", "\"{\"\"n\"\":7,");
    assertThat(run("--format", "csv", "--uid", "nobody").outLines()).hasSize(1);
  }

  @Test
  void printsATableThatFitsTheTerminal() throws Exception {
    put(draft("evil \u001b[31m", 0).uid("\u202eabc").message("x".repeat(300)));

    CommandRun run = Terminals.ofWidth(100, () -> run("--since", "12h"));

    assertThat(run.out()).doesNotContain("\u001b[31m").doesNotContain("\u202e");
    assertThat(run.outLines()).hasSize(5);
    assertThat(run.outLines().get(0)).contains("TIME (UTC)", "USER", "TYPE", "NAME", "DETAILS");
    assertThat(run.outLines().get(1)).contains("evil \\u001b[31m", "\\u202eabc", "xxx…");
    assertThat(run.outLines().subList(1, 5)).allMatch(line -> Cell.width(line) <= 100);
  }

  @Test
  void printsWholeTablesWhereThereIsNoTerminal() throws Exception {
    put(draft("long", 0).message("x".repeat(300)));

    assertThat(run("--format", "table", "--name", "long").outLines().get(1))
        .endsWith(" " + "x".repeat(300));
  }

  @Test
  void printsJsonThatIsHarmlessToATerminal() throws Exception {
    put(draft("evil", 0).message("\u009b31m"));

    CommandRun run = Terminals.ofWidth(80, () -> run("--format", "ndjson", "--name", "evil"));

    assertThat(run.out()).contains("\\u009b31m");
    assertThat(run("--name", "evil").out()).contains("\u009b31m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--since|lately|--since: must be a time such as 2026-11-21T05:14:50Z, \"2026-11-21 05:14\","
            + " 2026-11-21, 2026-11 or today, or a time back such as 90min, 12h, 7d or 1mo",
        "--until|2026-02-30|--until: must be a time such as 2026-11-21T05:14:50Z, \"2026-11-21"
            + " 05:14\", 2026-11-21, 2026-11 or today, or a time back such as 90min, 12h, 7d or 1mo",
        "--fields|elemen|--fields: unknown field \"elemen\" (known: id, ",
        "--tz|Mars|--tz: must be a time zone such as Europe/Berlin, an offset such as +02:00, or",
        "--until|30d|--until: must not be before --since, ",
        "--type|CLIK|--type: type: must be compared with one of API, VIEW, CLICK; did you mean"
            + " \"CLICK\"?",
        "--level|x|--level: level: must be compared with one of DEBUG, INFO, USAGE, AUDIT, WARNING,"
            + " ERROR",
        "--where|element RUN|--where: must be a field, one of = != < <= > >= contains exists, and a"
            + " value, such as data.element=RUN",
        "--where|elemen=RUN|--where: unknown field \"elemen\" (known: id, ",
        "--where|data=RUN|--where: data needs a path, such as data.element",
        "--where|data.x exists 5|--where: data.x exists: takes no value",
        "--where|data.x=\"5|--where: a value in quotes must be a JSON text, such as \"a b\"",
        "--where|created_at>x|--where: created_at: must be compared with a time with an offset,",
        "--sort|message|--sort: events cannot be sorted by message; sort by a field other than"
            + " message, data and context",
        "--sort|createdat|--sort: unknown field \"createdat\"; did you mean \"created_at\"?",
        "--limit|ten|--limit: must be a whole number, or all, not \"ten\""
      })
  void saysWhichOptionIsWrong(String option, String value, String message) {
    CommandRun run = run(option, value);

    assertThat(run.err()).startsWith(message);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void readsTheLogThatIsNamedWhereThereAreSeveral() throws Exception {
    work.config(
        "EVENT_LOGGER_NAME: [a, b, console]",
        "EVENT_LOGGERS:",
        "  a: {logger: shelf, label: '" + folder + "'}",
        "  b: {logger: shelf, label: '" + folder + "-b'}");
    ShelfStore.put(folder + "-b", draft("other", 1));

    assertThat(names("--log", "b")).containsExactly("other");
    assertThat(run().err()).isEqualTo("several logs can be read: a, b; name one with --log NAME\n");
    assertThat(run("--log", "c").err())
        .isEqualTo("--log: there is no log \"c\" (there is: a, b, console)\n");
    assertThat(run("--log", "console").err())
        .startsWith("event-logger.yaml: EVENT_LOGGER_NAME")
        .contains(
            "the events of log \"console\" cannot be read: the sink \"console\" has no store"
                + " (found: ")
        .contains("shelf");
    assertThat(run("--log", "console").exitCode()).isEqualTo(2);
  }

  @Test
  void saysThatNoLogCanBeRead() throws IOException {
    work.config("EVENT_LOGGER_NAME: console");

    CommandRun run = run();

    assertThat(run.errLines())
        .singleElement()
        .asString()
        .startsWith(
            "no log can be read (there is: console); events are read from sinks with a store (found:")
        .contains(" shelf");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void saysThatASettingOfTheStoreIsWrong() throws IOException {
    configure(", lable: x");

    assertThat(run().err()).contains("EVENT_LOGGERS.shelf.lable: unknown setting");
    assertThat(run().exitCode()).isEqualTo(2);
  }

  @Test
  void saysThatAStoreCannotBeOpened() throws IOException {
    configure(", fails: open");

    assertThat(run().errLines())
        .containsExactly(
            "event-logger.yaml: EVENT_LOGGER_NAME: log \"shelf\": cannot be read: the shelf is too"
                + " high");
    assertThat(run().exitCode()).isEqualTo(2);
  }

  @Test
  void saysThatAStoreDoesNotAnswer() throws IOException {
    configure(", fails: always");

    assertThat(run().errLines()).containsExactly("the shelf \\u001b[31mdoes not answer");
    assertThat(run().exitCode()).isEqualTo(1);
  }

  @Test
  void saysWhatAStoreCannotDo() throws IOException {
    configure(", fails: unsupported");

    assertThat(run().errLines()).containsExactly("a shelf cannot do that; ask a database");
    assertThat(run().exitCode()).isEqualTo(2);
  }

  private List<String> names(Object... options) throws IOException {
    CommandRun run = run(options);
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> names = new ArrayList<>();
    for (String line : run.outLines()) {
      names.add(JSON.readTree(line).path("name").asText());
    }
    return names;
  }

  private CommandRun run(Object... options) {
    List<Object> words =
        new ArrayList<>(List.of("query", "--config", folder.resolve("event-logger.yaml")));
    words.addAll(List.of(options));
    return CommandRun.of(words.toArray());
  }
}
