package dev.eventlogger.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.dialect.SentEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is in a request, it is admitted or refused, and no message quotes its values. */
class HostileRequestsTest {

  private static final String CANARY = "c4n4ry";

  private final Gate open = Gate.open(TrustSettings.none(), new SetClock());
  private final Gate keyed;

  HostileRequestsTest() throws IOException {
    Path folder = Files.createTempDirectory("hostile");
    Keys keys = new Keys(folder.resolve("keys.json"));
    keys.add("web", KeyKind.CLIENT, Restrictions.NONE);
    keyed =
        Gate.open(
            Settings.with()
                .keys(keys.path())
                .proxies("127.0.0.0/8")
                .proxyUser(new ProxyUserSettings("X-User", null, null, null))
                .build(),
            new SetClock());
    Files.delete(folder.resolve("keys.json"));
    Files.delete(folder.resolve("keys.json.lock"));
    Files.delete(folder);
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "Bearer ",
            "Basic ",
            "token ",
            "el_client_",
            "https://",
            "*.",
            "[::1]",
            "localhost",
            ":",
            ".",
            "@",
            "/",
            "%00",
            "\r\n",
            "null",
            "==",
            "eyJhbGciOiJub25lIn0",
            "127.0.0.1",
            ",",
            "::ffff:",
            "same-origin",
            "1",
            CANARY);
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(8);
    return Arbitraries.oneOf(pieces, any).list().ofMaxSize(6).map(list -> String.join("", list));
  }

  @Property(tries = 2000)
  void areLetInOrRefused(
      @ForAll("values") String authorization,
      @ForAll("values") String host,
      @ForAll("values") String origin,
      @ForAll("values") String forwarded,
      @ForAll("values") String key,
      @ForAll Scope scope) {
    Request request =
        Request.local()
            .host(host)
            .header("Origin", origin)
            .header("Authorization", authorization)
            .header("X-Forwarded-For", forwarded)
            .header("X-Forwarded-Host", host)
            .header("Sec-Fetch-Site", forwarded)
            .keyInUrlAllowed()
            .query("token", key)
            .bodyKey(key);
    for (Gate gate : new Gate[] {open, keyed}) {
      assertThat(gate.origins().preflight(request.approach()).get("Access-Control-Allow-Origin"))
          .isNull();
      try {
        gate.admit(request.approach(), scope);
      } catch (RefusedException e) {
        assertThat(e.refusal().status()).isIn(400, 401, 403, 421);
        assertThat(e + "" + e.headers()).doesNotContain(CANARY);
      }
    }
  }

  @Property(tries = 2000)
  void areStampedWhateverTheySay(
      @ForAll("values") String name, @ForAll("values") String value, @ForAll("values") String id) {
    Stamper stamper = new Stamper(TrustSettings.none(), ServerSecret.ofProcess());
    Caller caller =
        new Caller(
            "web",
            Trust.CLIENT,
            null,
            null,
            Set.of(Scope.WRITE),
            Restrictions.NONE,
            Request.address("::1"),
            value,
            false);
    EventDraft draft =
        EventDraft.named("a")
            .context(Map.of(name, value, "ip", value, "trust", name, "client", value))
            .data(Map.of("$ip", value, "url", value));

    Reading reading =
        stamper.stamp(
            new SentEvent(new Reading.Read(draft), id, SetClock.NOON), caller, SetClock.NOON);

    assertThat(((Reading.Read) reading).draft().context().get("trust")).isEqualTo("client");
    assertThat(((Reading.Read) reading).draft().context().keySet())
        .hasSize(5)
        .as("nothing beside what the server says")
        .isSubsetOf(Set.of("client", "source_id", "received_at", "source", "trust"));
  }
}
