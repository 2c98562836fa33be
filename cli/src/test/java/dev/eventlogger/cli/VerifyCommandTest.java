package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.SealWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sealed log, from its first event to what an auditor is shown. */
@Timeout(120)
final class VerifyCommandTest {

  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void logSomeEvents() throws IOException {
    Files.createDirectories(folder.resolve("anchors"));
    configure("seal: {origin: example.org/audit, anchors: {folder: {path: anchors}}}");
    log(0, 300);
  }

  private void configure(String more) throws IOException {
    config =
        new Workplace(folder)
            .config(
                "EVENT_LOGGER_NAME: [audit]",
                "EVENT_LOGGERS:",
                "  audit:",
                "    logger: db",
                "    url: '" + url() + "'",
                "    " + more.replace("path: anchors", "path: '" + folder.resolve("anchors") + "'"),
                "EVENT_DELIVERY: {directory: '" + folder.resolve("journal") + "'}");
  }

  private String url() {
    return "jdbc:h2:file:" + folder.resolve("events").toAbsolutePath();
  }

  private void log(int from, int to) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < to; i++) {
      lines.add(
          "{\"uid\":\"u" + i % 10 + "\",\"event_type\":\"API\",\"event_data\":{\"n\":" + i + "}}");
    }
    Path input = new Workplace(folder).input(lines.toArray(new String[0]));
    CommandRun run = CommandRun.of("log", "--config", config, "--summary", "none", input);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  private CommandRun run(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.add("--config");
    all.add(config);
    return CommandRun.of(all.toArray());
  }

  private int update(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private String anyId() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT id FROM \"event_logs\" WHERE uid = 'u3' LIMIT 1")) {
      row.next();
      return row.getString(1);
    }
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(run("verify", "--format", "json").out());
  }

  @Test
  void saysThatAnUntouchedLogIsIntact() throws Exception {
    CommandRun run = run("verify");

    assertThat(run.err()).isEmpty();
    assertThat(run.outLines().get(0)).isEqualTo("log \"audit\": intact");
    assertThat(run.outLines().get(1)).contains("intact 300, changed 0, missing 0, erased 0");
    assertThat(run.exitCode()).isZero();
    assertThat(json().get("seals").get(0).get("origin").asText()).isEqualTo("example.org/audit");
    assertThat(json().get("seals").get(0).get("anchored").asLong()).isPositive();
    assertThat(run.out()).contains("sealed until 20", "at the least; by operator key ");
    assertThat(json().get("seals").get(0).get("sealed_until").asText()).startsWith("20");
    assertThat(json().get("seals").get(0).get("operators")).hasSize(1);
  }

  @Test
  void saysWhatWasChangedAndEndsWithOne() throws Exception {
    assertThat(update("UPDATE \"event_logs\" SET uid = 'u4' WHERE id = '" + anyId() + "'")).isOne();

    CommandRun run = run("verify");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.outLines().get(0)).isEqualTo("log \"audit\": TAMPERED");
    assertThat(run.out()).contains("changed 1", "! the first number that is not as it was: ");
    assertThat(json().get("verdict").asText()).isEqualTo("tampered");
    assertThat(json().get("changed").asLong()).isEqualTo(1);
    assertThat(json().get("first_bad").isNumber()).isTrue();
  }

  @Test
  void verifiesFromATimeOn() throws Exception {
    assertThat(run("verify", "--since", "1h").exitCode()).isZero();
    update("DELETE FROM \"event_logs\" WHERE id = '" + anyId() + "'");
    assertThat(run("verify", "--since", "1h").exitCode()).isEqualTo(1);
    assertThat(run("verify", "--since", "2999-01-01").out()).contains("missing 0");
  }

  @Test
  void goesByAnAnchorThatWasKept() throws Exception {
    Path kept = folder.resolve("kept");
    Path checkpoint = folder.resolve("journal/audit/seal/checkpoint");
    Files.copy(checkpoint, kept);
    assertThat(run("verify", "--anchor", kept).exitCode()).isZero();
    String text = Files.readString(kept);
    Files.writeString(kept, text.replaceFirst("\n[0-9]+\n", "\n9999\n"));

    CommandRun run = run("verify", "--anchor", kept);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("entries are gone");
    Files.writeString(kept, text.replace("example.org", "example.com"));
    assertThat(run("verify", "--anchor", kept).err()).contains("a checkpoint of none of these");
  }

  /** A folder as an anchor keeps it, with several files of several checkpoints each. */
  @Test
  void goesByAFolderOfCheckpoints() throws Exception {
    Path kept = folder.resolve("anchors/example.org%2Faudit");
    assertThat(run("verify", "--anchor", kept).exitCode()).isZero();
    assertThat(run("verify", "--anchor", Files.createDirectory(folder.resolve("none"))).err())
        .contains("none: is a folder without files");
    String forged =
        Files.readString(folder.resolve("journal/audit/seal/checkpoint"))
            .replaceFirst("\n[0-9]+\n", "\n7\n");
    Files.writeString(kept.resolve("2020-01-01"), forged);

    CommandRun run = run("verify");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("the checkpoint of anchor folder with 7 entries is not signed");
  }

  /** As after a power cut: the files stay like this for ever. */
  @Test
  void doubtsACheckpointThatWasCutOffAtTheEndOfAFile() throws Exception {
    Path kept = folder.resolve("anchors/example.org%2Faudit");
    Path checkpoint = folder.resolve("journal/audit/seal/checkpoint");
    String whole = Files.readString(checkpoint);
    String cut = whole.substring(0, whole.length() - 20);
    Files.writeString(kept.resolve("2020-01-01"), whole + cut);
    Files.writeString(kept.resolve("2020-01-02"), "exam");
    Files.writeString(kept.resolve("2020-01-03"), "");

    CommandRun run = run("verify", "--anchor", kept);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    for (String file : List.of("2020-01-01", "2020-01-02")) {
      String words = kept.resolve(file) + ": ends with a checkpoint that was cut off";
      assertThat(run.outLines()).contains("  " + words, "  anchor folder: " + words);
    }
    Path alone = Files.writeString(folder.resolve("alone"), cut);
    assertThat(run("verify", "--anchor", alone).err()).contains("alone: has no whole checkpoint");
  }

  @Test
  void cannotTellWhereSomethingElseIsAmongTheCheckpointsOfAFile() throws Exception {
    String whole = Files.readString(folder.resolve("journal/audit/seal/checkpoint"));
    Path mixed = folder.resolve("mixed");
    Files.writeString(mixed, whole + "junk\n\n" + whole);

    CommandRun run = run("verify", "--anchor", mixed);
    assertThat(run.outLines()).contains("? " + mixed + ": holds something that is no checkpoint");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  /** However the folder is spelled, it is the log's own, which the anchors know. */
  @Test
  void asksTheAnchorsOfTheConfigurationForTheLogsOwnSealAlone() throws Exception {
    Path seal = folder.resolve("journal/audit/seal");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("journal"));
    for (Path same : List.of(folder.resolve("journal/../journal/audit/seal"), seal)) {
      assertThat(run("verify", "--seal", same).out()).contains("an anchor covers all of it");
    }
    assertThat(run("verify", "--seal", link.resolve("audit/seal")).out())
        .contains("an anchor covers all of it")
        .doesNotContain("were not asked");

    Path copy = folder.resolve("copy");
    try (Stream<Path> files = Files.walk(seal)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(seal.relativize(file).toString()));
      }
    }
    CommandRun run = run("verify", "--seal", copy);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("the anchors of the configuration were not asked: they keep checkpoints of")
        .contains("no anchor covers any of it");
  }

  @Test
  void saysThatAnAnchorCannotBeAsked() throws Exception {
    Files.move(folder.resolve("anchors"), folder.resolve("away"));

    CommandRun run = run("verify");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("anchor folder: could not be asked: ", "is no folder");
    assertThat(json().get("doubts").toString()).contains("anchor folder: could not be asked");
  }

  @Test
  void cannotTellWithoutASealOrAKeyOrAStore() throws Exception {
    Files.delete(folder.resolve("journal/audit/operator.key"));
    CommandRun keyless = run("verify");
    assertThat(keyless.err()).contains("its operator key cannot be used");
    assertThat(keyless.exitCode()).isEqualTo(2);
    CommandRun none = run("verify", "--seal", folder.resolve("nowhere"), "--key", "x");
    assertThat(none.err()).startsWith("--key: a key reads name+hash+base64");
    assertThat(none.exitCode()).isEqualTo(2);
    configure("layout: querybook");
    CommandRun querybook = run("verify");
    assertThat(querybook.err()).contains("log \"audit\"");
    assertThat(querybook.exitCode()).isEqualTo(2);
  }

  @Test
  void provesToAThirdPartyThatAnEventWasSealed() throws Exception {
    String key = run("seal", "keys", "show", "--log", "audit").out().strip();
    CommandRun prove = run("prove", anyId());
    assertThat(prove.exitCode()).isZero();
    Path bundle = Files.writeString(folder.resolve("bundle.json"), prove.out());

    CommandRun check = CommandRun.of("verify", "--proof", bundle, "--key", key);
    assertThat(check.err()).isEmpty();
    assertThat(check.out()).contains("the event was sealed as it is here, as number ");
    assertThat(check.exitCode()).isZero();
    for (String part : List.of("u3", "\"number\" : [0-9]+", "[^\"]{22}==", "example.org")) {
      String changed = prove.out().replaceFirst(part, replaced(part));
      assertThat(changed).as("with another %s", part).isNotEqualTo(prove.out());
      Files.writeString(bundle, changed);
      CommandRun refused = CommandRun.of("verify", "--proof", bundle, "--key", key);
      assertThat(refused.exitCode()).as("with another %s", part).isEqualTo(1);
      assertThat(refused.out()).contains("proves nothing: ");
    }
    Files.writeString(bundle, prove.out());
    CommandRun made =
        CommandRun.of(
            "seal", "keys", "make", "--origin", "example.org/audit", folder.resolve("other"));
    CommandRun foreign = CommandRun.of("verify", "--proof", bundle, "--key", made.out().strip());
    assertThat(foreign.out()).contains("not signed by an operator key that is trusted");
    assertThat(foreign.exitCode()).isEqualTo(1);
  }

  /** As docs/audit.md tells an auditor, who has none of our code. */
  @Test
  void isCheckedByNodeAlone() throws Exception {
    Path program = Path.of("../docs/check-proof.mjs").toAbsolutePath();
    assumeTrue(Files.exists(program) && node("--version").exitCode() == 0, "node is missing");
    String key = run("seal", "keys", "show", "--log", "audit").out().strip();
    Path bundle = folder.resolve("bundle.json");
    String proof = run("prove", anyId()).out();
    Files.writeString(bundle, proof);
    CommandRun right = node(program, bundle, key);
    assertThat(right.out()).startsWith("the event was sealed as it is here, as number ");
    assertThat(right.exitCode()).isZero();
    for (String part : List.of("u3", "[^\"]{22}==", "\"number\" : [0-9]+")) {
      Files.writeString(bundle, proof.replaceFirst(part, replaced(part)));
      CommandRun wrong = node(program, bundle, key);
      assertThat(wrong.out()).as("with another %s", part).startsWith("proves nothing: ");
      assertThat(wrong.exitCode()).isEqualTo(1);
    }
    Files.writeString(bundle, proof);
    Path other = folder.resolve("other");
    String foreign =
        CommandRun.of("seal", "keys", "make", "--origin", "example.org/audit", other).out().strip();
    assertThat(node(program, bundle, foreign).out()).contains("did not sign the epoch");
  }

  private static CommandRun node(Object... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("node"));
    List.of(arguments).forEach(argument -> words.add(argument.toString()));
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new CommandRun(process.waitFor(), out, "");
    } catch (IOException e) {
      return new CommandRun(2, "", "");
    }
  }

  private static String replaced(String part) {
    return switch (part.charAt(0)) {
      case 'u' -> "u4";
      case '"' -> "\"number\" : 0";
      case '[' -> "A".repeat(22) + "==";
      default -> "example.com";
    };
  }

  @Test
  void provesNothingAboutAnEventThatWasChangedOrIsNotThere() throws Exception {
    String id = anyId();
    update("UPDATE \"event_logs\" SET message = 'x' WHERE id = '" + id + "'");
    CommandRun changed = run("prove", id);
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.err()).contains("no seal has it as it is");
    assertThat(run("prove", "00000000-0000-7000-8000-000000000000").exitCode()).isEqualTo(2);
  }

  @Test
  void erasesAndPurgesWithASignedRecordAndStaysIntact() throws Exception {
    assertThat(run("erase", "--uid", "u3", "--yes").out()).startsWith("removed 30 events");
    CommandRun waiting = run("verify");
    assertThat(waiting.out()).contains("erased 30", "erase of 30 events", "waits to be sealed");
    assertThat(waiting.exitCode()).isZero();
    takeRemovals();
    CommandRun sealed = run("verify");
    assertThat(sealed.out()).contains("intact 270", "erased 30", "the events of one user");
    assertThat(sealed.out()).doesNotContain("waits to be sealed", "u3");
    assertThat(sealed.exitCode()).isZero();
    assertThat(run("purge", "--before", "2999-01-01", "--yes").out()).startsWith("removed 270");
    assertThat(json().get("erased").asLong()).isEqualTo(300);
    assertThat(json().get("verdict").asText()).isEqualTo("intact");
    assertThat(json().get("removals").get(1).get("kind").asText()).isEqualTo("purge");
  }

  /** Acts as the process that owns the seal. */
  private void takeRemovals() throws IOException {
    Path journal = folder.resolve("journal/audit");
    OperatorKey operator = OperatorKey.read("example.org/audit", journal.resolve("operator.key"));
    try (SealWriter writer =
        SealWriter.open(journal.resolve("seal"), FileMode.PRIVATE, "example.org/audit")) {
      writer.beginEpoch(operator, null, 0, writer.mark());
      assertThat(writer.takeRemovals(operator)).isOne();
    }
  }

  /** By the origin in the configuration, since the seal cannot tell it. */
  @Test
  void asksTheAnchorsAlsoWhereTheSealIsGone() throws Exception {
    Files.move(folder.resolve("journal/audit/seal"), folder.resolve("away"));

    CommandRun run = run("verify");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("the checkpoint of the seal is gone");
  }

  /** No origin is configured, and the key tells it. */
  @Test
  void asksTheAnchorsOfALogThatNobodyNamedAlsoWhereTheSealIsGone() throws Exception {
    Files.move(folder.resolve("journal"), folder.resolve("journal-before"));
    configure("seal: {anchors: {folder: {path: anchors}}}");
    log(0, 1);
    assertThat(run("verify").out()).contains("an anchor covers all of it");
    Files.move(folder.resolve("journal/audit/seal"), folder.resolve("away"));

    CommandRun run = run("verify");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("the checkpoint of the seal is gone");
  }

  /** Even if it is the very same row: nobody can tell that any more. */
  @Test
  void endsWithTwoWhereAnErasedEventIsThereAgain() throws Exception {
    int unused =
        update("CREATE TABLE kept AS SELECT * FROM \"event_logs\" WHERE uid = 'u3' LIMIT 1");
    assertThat(run("erase", "--uid", "u3", "--yes").exitCode()).isZero();
    takeRemovals();
    assertThat(update("INSERT INTO \"event_logs\" SELECT * FROM kept")).isOne();

    CommandRun run = run("verify");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.outLines().get(0)).isEqualTo("log \"audit\": cannot tell");
    assertThat(run.out()).contains("? 1 events are in the store that a signed record says");
    assertThat(json().get("verdict").asText()).isEqualTo("cannot_tell");
    assertThat(json().get("unsure")).hasSize(1);
  }

  @Test
  void showsTheDoctorHowTheSealIs() throws Exception {
    CommandRun well = run("doctor");
    assertThat(well.out()).contains("sealed: 301 entries, the newest checkpoint at ");
    assertThat(well.out()).contains("anchor folder: has all");
    assertThat(run("erase", "--uid", "u3", "--yes").exitCode()).isZero();
    assertThat(run("doctor").out()).contains("1 signed removals wait");
    Path checkpoint = folder.resolve("journal/audit/seal/checkpoint");
    Files.writeString(checkpoint, Files.readString(checkpoint).replaceFirst("\n301\n", "\n300\n"));
    CommandRun back = run("doctor");
    assertThat(back.out()).contains("! anchor folder: has 301 entries, which is more");
    assertThat(back.exitCode()).isEqualTo(1);
  }

  @Test
  void refusesToRemoveAnythingWithoutTheOperatorKey() throws Exception {
    Files.delete(folder.resolve("journal/audit/operator.key"));
    for (List<String> removal :
        List.of(List.of("erase", "--uid", "u3"), List.of("purge", "--older-than", "0s"))) {
      List<Object> words = new ArrayList<>(removal);
      words.add("--yes");
      CommandRun run = run(words.toArray());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("the log is sealed", "nothing was removed");
    }
    assertThat(update("UPDATE \"event_logs\" SET name = name")).isEqualTo(300);
  }

  /** A new key could not be used. */
  @Test
  void makesNoNextKeyForOneThatIsInAStore() throws Exception {
    configure("seal: {origin: example.org/audit, key_store: {file: store.p12, password: x}}");
    Path next = folder.resolve("next.key");

    CommandRun rotate = run("seal", "keys", "rotate", "--log", "audit", next);
    assertThat(rotate.exitCode()).isEqualTo(2);
    assertThat(rotate.err()).contains("its key is in a key_store", "no key was made");
    assertThat(next).doesNotExist();
  }

  @Test
  void changesTheOperatorKey() throws Exception {
    String before = run("seal", "keys", "show", "--log", "audit").out().strip();
    Path next = folder.resolve("next.key");
    CommandRun rotate = run("seal", "keys", "rotate", "--log", "audit", next);
    assertThat(rotate.exitCode()).isZero();
    assertThat(rotate.err()).contains("key_file: " + next, "former_key_file: ");
    Path former = folder.resolve("journal/audit/operator.key");
    configure("seal: {key_file: '" + next + "', former_key_file: '" + former + "'}");
    log(300, 320);

    assertThat(run("verify").exitCode()).isZero();
    assertThat(run("verify", "--key", before).exitCode()).isZero();
    assertThat(run("verify", "--key", rotate.out().strip()).exitCode()).isZero();
    CommandRun again = run("seal", "keys", "rotate", "--log", "audit", next);
    assertThat(again.err()).contains("never written over");
    assertThat(again.exitCode()).isEqualTo(2);
  }
}
