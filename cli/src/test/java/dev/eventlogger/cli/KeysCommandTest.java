package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.server.trust.Approach;
import dev.eventlogger.server.trust.Gate;
import dev.eventlogger.server.trust.RefusedException;
import dev.eventlogger.server.trust.Scope;
import dev.eventlogger.server.trust.TrustSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KeysCommandTest {

  @TempDir private Path folder;

  @Test
  void makesAKeyThatTheServerKnows() throws Exception {
    CommandRun run = add("web", "--kind", "client");

    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines()).hasSize(1).first().asString().matches("el_client_[A-Za-z0-9_-]{43}");
    assertThat(run.errLines())
        .containsExactly(
            "made \"web\" in " + file() + "; it is not shown again",
            "put it into your pages, where the client library asks for its write key or API key;"
                + " everybody may read it there",
            "the server takes it if EVENT_SERVER.keys_file names that file");
    assertThat(source(run.outLines().get(0))).isEqualTo("web");
    assertThat(Files.readString(file())).doesNotContain(run.outLines().get(0).substring(10));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void listsThemWithoutWhatIsSecret() throws IOException {
    String web =
        add(
                "web",
                "--kind=client",
                "--origin=https://example.org",
                "--origin=https://*.example.net",
                "--name=shop-*",
                "--schema=https://example.org/click",
                "--rate=20",
                "--note=the shop's \u001b[31mpages",
                "--expires=90d")
            .out()
            .strip();
    add("backend", "--kind", "server");
    add("ada", "--kind", "read", "--scope", "read,export");
    add("jupyter", "--kind", "server", "--scope", "write,read");
    CommandRun.of("keys", "revoke", "backend", "--file", file());

    CommandRun text = CommandRun.of("keys", "list", "--file", file());
    CommandRun json = CommandRun.of("keys", "list", "--format", "json", "--file", file());

    String time = "[0-9-]{10}T[0-9:]{8}Z";
    assertThat(text.outLines()).hasSize(4);
    assertThat(text.outLines().get(0))
        .matches(
            "web: client, good, made "
                + time
                + ", until "
                + time
                + ", origins https://example.org https://\\*\\.example\\.net, names shop-\\*, schemas"
                + " https://example.org/click, 20\\.0 requests a second, the shop's"
                + " \\\\u001b\\[31mpages");
    assertThat(text.outLines().get(1)).matches("backend: server, revoked, made " + time);
    assertThat(text.outLines().get(2))
        .matches("ada: read, good, made " + time + ", scopes read export");
    assertThat(text.outLines().get(3))
        .matches("jupyter: server, good, made " + time + ", scopes write read");
    assertThat(new ObjectMapper().readTree(json.outLines().get(2)).path("scopes").toString())
        .isEqualTo("[\"read\",\"export\"]");
    assertThat(text.out() + json.out())
        .doesNotContain(web.substring(10))
        .doesNotContain("sha256")
        .doesNotContainPattern("[0-9a-f]{64}");
  }

  @Test
  void revokesAKey() throws Exception {
    String token = add("web", "--kind", "server").out().strip();

    CommandRun run = CommandRun.of("keys", "revoke", "web", "--file", file());
    CommandRun again = CommandRun.of("keys", "revoke", "web", "--file", file());

    assertThat(run.outLines())
        .containsExactly("revoked \"web\"; a server that runs knows it in a second");
    assertThat(List.of(run.exitCode(), again.exitCode())).containsOnly(0);
    assertThat(source(token)).isEqualTo("401");
  }

  @Test
  void asksTheConfigurationWhereTheyAre() throws IOException {
    Path config =
        new Workplace(folder)
            .config("EVENT_LOGGER_NAME: console", "EVENT_SERVER: {keys_file: " + file() + "}");

    CommandRun run = CommandRun.of("keys", "add", "web", "--kind", "server", "--config", config);

    assertThat(run.errLines())
        .containsExactly(
            "made \"web\" in " + file() + "; it is not shown again",
            "give it to your application as a secret; it sends Authorization: Bearer and the key",
            "a server that runs takes it within a second or so");
    assertThat(CommandRun.of("keys", "list", "--config", config).out()).startsWith("web: server");
  }

  @Test
  void saysWhyItCannotStart() throws IOException {
    Path config = new Workplace(folder).config("EVENT_LOGGER_NAME: console");
    assertMistake(
        CommandRun.of("keys", "list", "--config", config),
        "there are no keys: EVENT_SERVER.keys_file is not set; set it, or name a file with --file");
    assertMistake(
        CommandRun.of("keys", "list", "--file", file()),
        file() + ": there is no such file; event-logger keys add makes it with its first key");
    assertMistake(
        add("web", "--kind", "read"),
        "--scope: is required for kind read: some of read, export, erase, admin");
    assertMistake(
        add("web", "--kind", "client", "--scope", "read"),
        "keys add: scopes: must be write alone; a token that reads is one of kind read");
    assertMistake(
        add("web", "--kind", "client", "--origin", "*"),
        "--origin: must be an origin, such as https://example.org or https://*.example.org: a"
            + " scheme, a host, and a port where it is not the usual one");
    assertMistake(
        add("Web", "--kind", "client"),
        "keys add: id: must be small letters, digits, dots, hyphens and underscores, at most 64, and"
            + " not local, jwt or proxy, which stand for callers without a key");
    assertThat(file()).doesNotExist();
    assertThat(add("web").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("keys").exitCode()).isEqualTo(2);
  }

  @Test
  void neverGivesAnIdTwice() {
    add("web", "--kind", "client");
    CommandRun twice = add("web", "--kind", "client");
    CommandRun.of("keys", "revoke", "web", "--file", file());

    assertMistake(
        twice,
        file()
            + ": there is a key \"web\" already; its id stands in events, so give this one another");
    assertThat(add("web", "--kind", "client").err()).contains("already, which was revoked;");
    assertMistake(
        CommandRun.of("keys", "revoke", "wbe", "--file", file()),
        file() + ": there is no key \"wbe\"; did you mean \"web\"? (known: web)");
  }

  @Test
  void changesNoFileThatIsWrong() throws IOException {
    Files.writeString(file(), "{\"s3cret\":1}");

    assertMistake(
        add("web", "--kind", "client"),
        file() + ": has a member that is not known; there are keys, version");
    assertThat(Files.readString(file())).isEqualTo("{\"s3cret\":1}");
  }

  private Path file() {
    return folder.resolve("keys.json");
  }

  private CommandRun add(String... options) {
    List<Object> words = new ArrayList<>(List.of("keys", "add", "--file", file()));
    words.addAll(List.of(options));
    return CommandRun.of(words.toArray());
  }

  private static void assertMistake(CommandRun run, String message) {
    assertThat(run.errLines()).containsExactly(message);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  /** The source that a server recognizes, or otherwise the status. */
  private String source(String token) {
    TrustSettings settings = new TrustSettings(file(), null, null, null, null, null, null);
    Approach approach =
        new Approach(
            "POST",
            "/v1/events",
            InetAddress.getLoopbackAddress(),
            false,
            name -> name.equals("Authorization") ? List.of("Bearer " + token) : List.of(),
            Map.of(),
            false,
            null);
    try {
      return Gate.open(settings, Clock.systemUTC()).admit(approach, Scope.WRITE).source();
    } catch (RefusedException e) {
      return String.valueOf(e.refusal().status());
    }
  }
}
