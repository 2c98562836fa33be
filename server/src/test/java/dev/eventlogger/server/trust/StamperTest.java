package dev.eventlogger.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.formats.dialect.SentEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StamperTest {

  private static final Instant NOW = SetClock.NOON;
  private static final Instant EARLIER = NOW.minusSeconds(5);

  private final ServerSecret secret = ServerSecret.ofProcess();
  private final Stamper stamper = new Stamper(TrustSettings.none(), secret);

  @Test
  void keepsWhatAServerSays() {
    EventDraft sent =
        EventDraft.named("order")
            .level(Level.AUDIT)
            .uid("ada")
            .createdAt(EARLIER)
            .context(Map.of("request.id", "r1", "session", "s1"));

    EventDraft draft = stamped(sent, "id-1", EARLIER, server());

    assertThat(draft.uid()).isEqualTo("ada");
    assertThat(draft.level()).isEqualTo(Level.AUDIT);
    assertThat(draft.createdAt()).isEqualTo(EARLIER);
    assertThat(draft.trustedId())
        .isEqualTo(new SourceIds(secret).of("backend", "id-1", EARLIER))
        .isNotNull();
    assertThat(draft.context())
        .isEqualTo(
            Map.of(
                "request",
                Map.of("id", "r1"),
                "session",
                "s1",
                "source_id",
                "id-1",
                "received_at",
                NOW,
                "source",
                "backend",
                "trust",
                "server"));
  }

  @Test
  void takesWhatAClientSaysOfItselfForClaims() {
    EventDraft sent =
        EventDraft.named("click")
            .uid("root")
            .createdAt(EARLIER)
            .context(Map.of("session", "s1", "page.url", "/a", "client", Map.of("seq", 7)));

    EventDraft draft = stamped(sent, "id-1", NOW.minusSeconds(65), client());

    assertThat(draft.uid()).isNull();
    assertThat(draft.createdAt()).isEqualTo(EARLIER);
    assertThat(draft.context())
        .isEqualTo(
            Map.of(
                "client",
                Map.of(
                    "session",
                    "s1",
                    "page",
                    Map.of("url", "/a"),
                    "seq",
                    7,
                    "uid",
                    "root",
                    "time",
                    NOW.minusSeconds(65),
                    "address",
                    "192.0.2.0",
                    "agent",
                    "Browser/1"),
                "source_id",
                "id-1",
                "received_at",
                NOW,
                "source",
                "web",
                "trust",
                "client"));
  }

  @Test
  void letsNobodyForgeAStamp() {
    Map<String, Object> forged = new LinkedHashMap<>();
    forged.put("received_at", "1999-01-01T00:00:00Z");
    forged.put("source", "backend");
    forged.put("trust", "server");
    forged.put("source.id", "x");
    forged.put("trust.level", "high");
    forged.put("client.address", "203.0.113.1");
    forged.put("role", "admin");

    EventDraft client = stamped(EventDraft.named("a").context(forged), null, null, client());
    assertThat(context(client))
        .containsEntry("received_at", NOW)
        .containsEntry("source", "web")
        .containsEntry("trust", "client")
        .doesNotContainKeys("role", "source_id");
    assertThat(claims(client)).containsEntry("address", "192.0.2.0").containsEntry("role", "admin");

    EventDraft server = stamped(EventDraft.named("a").context(forged), null, null, server());
    assertThat(context(server))
        .containsEntry("received_at", NOW)
        .containsEntry("source", "backend")
        .containsEntry("trust", "server")
        .containsEntry("role", "admin");
    assertThat(claims(server))
        .as("what a stamp displaces is not lost")
        .containsEntry("source", Map.of("id", "x"))
        .containsEntry("trust", Map.of("level", "high"));
  }

  @Test
  void takesTheUserOfATokenAlone() {
    Caller ada = caller(Trust.CLIENT, "jwt", "ada", "editor", Restrictions.NONE, false);

    EventDraft claimed = stamped(EventDraft.named("a").uid("root"), null, null, ada);
    EventDraft same = stamped(EventDraft.named("a").uid("ada"), null, null, ada);

    assertThat(claimed.uid()).isEqualTo("ada");
    assertThat(claims(claimed)).containsEntry("uid", "root");
    assertThat(context(claimed)).containsEntry("role", "editor");
    assertThat(claims(same)).doesNotContainKey("uid");
  }

  @Test
  void takesNoTimeOfAClientThatHasNotCome() {
    EventDraft soon =
        stamped(EventDraft.named("a").createdAt(NOW.plusSeconds(60)), null, null, client());
    EventDraft later =
        stamped(EventDraft.named("a").createdAt(NOW.plusSeconds(61)), null, null, client());
    EventDraft believed =
        stamped(EventDraft.named("a").createdAt(NOW.plusSeconds(61)), null, null, server());
    EventDraft none = stamped(EventDraft.named("a"), null, null, client());

    assertThat(soon.createdAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(later.createdAt()).isEqualTo(NOW);
    assertThat(claims(later)).containsEntry("time", NOW.plusSeconds(61));
    assertThat(believed.createdAt()).isEqualTo(NOW.plusSeconds(61));
    assertThat(none.createdAt()).isEqualTo(NOW);
    assertThat(claims(none)).doesNotContainKey("time");
  }

  @Test
  void derivesIdsFromTheUncorrectedTime() {
    Instant own = NOW.minusSeconds(3600);
    EventDraft first = stamped(EventDraft.named("a").createdAt(EARLIER), "id-1", own, client());
    EventDraft again =
        stamped(EventDraft.named("a").createdAt(EARLIER.plusMillis(7)), "id-1", own, client());

    assertThat(again.trustedId()).isEqualTo(first.trustedId()).isNotNull();
    assertThat(stamped(EventDraft.named("a"), "id-1", null, client()).trustedId()).isNull();
    assertThat(stamped(EventDraft.named("a"), null, own, client()).trustedId()).isNull();
  }

  @Test
  void keepsTheIdsOfUsersApart() {
    Caller ada = caller(Trust.CLIENT, "jwt", "ada", null, Restrictions.NONE, false);
    Caller eve = caller(Trust.CLIENT, "jwt", "eve", null, Restrictions.NONE, false);
    Caller adaOnAPage = caller(Trust.CLIENT, "web", "ada", null, Restrictions.NONE, false);
    SourceIds ids = new SourceIds(secret);

    assertThat(stamped(EventDraft.named("a"), "1", NOW, ada).trustedId())
        .isNotEqualTo(stamped(EventDraft.named("a"), "1", NOW, eve).trustedId());
    assertThat(stamped(EventDraft.named("a"), "1", NOW, adaOnAPage).trustedId())
        .isEqualTo(ids.of("web", "1", NOW));
  }

  @Test
  void refusesClientsWhatIsForServers() {
    Stamper reserving = new Stamper(Settings.with().reserved("billing-*").build(), secret);
    EventDraft draft = EventDraft.named("billing-paid").level(Level.AUDIT);

    Reading refused = reserving.stamp(sent(draft, null, null), client(), NOW);
    Reading taken = reserving.stamp(sent(draft, null, null), server(), NOW);

    assertThat(refused)
        .isEqualTo(
            new Reading.Refused(
                List.of(
                    new Problem(
                        "/level", "must not be AUDIT from a client; a server may log such events"),
                    new Problem("/name", "is kept for servers (EVENT_SERVER.reserved_names)"))));
    assertThat(taken).isInstanceOf(Reading.Read.class);
  }

  @Test
  void refusesWhatIsNotForTheKey() {
    Restrictions restrictions =
        new Restrictions(
            List.of(),
            List.of(NamePattern.parse("shop-*")),
            List.of("https://example.org/click"),
            null);
    Caller key = caller(Trust.SERVER, "shop", null, null, restrictions, false);
    EventDraft right =
        EventDraft.named("shop-click").schema(new SchemaRef("https://example.org/click", "1"));
    EventDraft other =
        EventDraft.named("click").schema(new SchemaRef("https://example.org/other", "1"));

    assertThat(stamper.stamp(sent(right, null, null), key, NOW)).isInstanceOf(Reading.Read.class);
    assertThat(stamper.stamp(sent(other, null, null), key, NOW))
        .isEqualTo(
            new Reading.Refused(
                List.of(
                    new Problem("/name", "is none of the names that this key may log"),
                    new Problem("/schema", "must be one of the schemas that this key may log"))));
    assertThat(stamper.stamp(sent(EventDraft.named("shop-a"), null, null), key, NOW))
        .isInstanceOf(Reading.Refused.class);
  }

  @Test
  void leavesRefusedWhatWasRefused() {
    Reading refused = Reading.refused(new Problem("/a", "is wrong"));

    assertThat(stamper.stamp(new SentEvent(refused, "a", NOW), client(), NOW)).isSameAs(refused);
  }

  @Test
  void keepsOfAddressesWhatIsConfigured() {
    Map<String, Object> context =
        Map.of("ip", "198.51.100.77", "host", Map.of("ip", "2001:db8:1:2::9"));

    assertThat(addressed(AddressPrivacy.CUT, context))
        .containsEntry("address", "192.0.2.0")
        .containsEntry("ip", "198.51.100.0")
        .containsEntry("host", Map.of("ip", "2001:db8:1:0:0:0:0:0"));
    assertThat(addressed(AddressPrivacy.KEEP, context))
        .containsEntry("address", "192.0.2.77")
        .containsEntry("ip", "198.51.100.77");
    assertThat(addressed(AddressPrivacy.DROP, context))
        .doesNotContainKeys("address", "ip")
        .containsEntry("host", Map.of());
    assertThat(addressed(AddressPrivacy.HASH, context).get("address"))
        .asString()
        .matches("[0-9a-f]{32}");
  }

  @Test
  void hashesAnAddressAnewEveryDay() {
    KeptAddress hashed = new KeptAddress(AddressPrivacy.HASH, secret);
    var address = Request.address("192.0.2.77");

    assertThat(hashed.of(address, NOW)).isEqualTo(hashed.of(address, NOW.plusSeconds(3600)));
    assertThat(hashed.of(address, NOW))
        .isNotEqualTo(hashed.of(address, NOW.plusSeconds(86_400)))
        .isNotEqualTo(hashed.of(Request.address("192.0.2.78"), NOW));
    assertThat(new KeptAddress(AddressPrivacy.HASH, ServerSecret.ofProcess()).of(address, NOW))
        .isNotEqualTo(hashed.of(address, NOW));
  }

  @Test
  void keepsAddressesInDataButForPostHogs() {
    EventDraft draft =
        stamped(
            EventDraft.named("a").data(Map.of("ip", "192.0.2.77", "$ip", "192.0.2.77")),
            null,
            null,
            client());

    assertThat(draft.data()).isEqualTo(Map.of("ip", "192.0.2.77", "$ip", "192.0.2.0"));
  }

  @Test
  void keepsNothingOfWhoAsksForPrivacy() {
    Caller asks = caller(Trust.CLIENT, "web", null, null, Restrictions.NONE, true);
    EventDraft sent =
        EventDraft.named("a")
            .uid("ada")
            .context(
                Map.of("anonymousId", "a1", "ip", "192.0.2.7", "userAgent", "B/1", "session", "s1"))
            .data(Map.of("$ip", "192.0.2.77", "x", 1));

    EventDraft draft = stamped(sent, null, null, asks);

    assertThat(claims(draft)).isEqualTo(Map.of("session", "s1"));
    assertThat(draft.uid()).isNull();
    assertThat(draft.data()).isEqualTo(Map.of("x", 1));
  }

  @Test
  void takesSecretsOutOfUrls() {
    EventDraft sent =
        EventDraft.named("a")
            .subject("https://example.org/?token=c4n4ry")
            .message("went to https://example.org/a?x=1&code=c4n4ry then back")
            .context(Map.of("page", Map.of("url", "/reset?password=c4n4ry&step=2")))
            .data(
                Map.of(
                    "links", List.of("https://ada:c4n4ry@example.org/", "plain = text"), "n", 1));

    EventDraft draft = stamped(sent, null, null, server());

    assertThat(draft.subject()).isEqualTo("https://example.org/?token=****");
    assertThat(draft.message()).isEqualTo("went to https://example.org/a?x=1&code=**** then back");
    assertThat(context(draft)).containsEntry("page", Map.of("url", "/reset?password=****&step=2"));
    assertThat(draft.data())
        .isEqualTo(Map.of("links", List.of("https://****@example.org/", "plain = text"), "n", 1));
  }

  @Test
  void copiesNothingWithoutNeed() {
    Map<String, Object> data = Map.of("a", Map.of("b", List.of(1, "c")));

    EventDraft draft = stamped(EventDraft.named("a").data(data), null, null, server());

    assertThat(draft.data()).isSameAs(data);
  }

  private Map<String, Object> addressed(AddressPrivacy privacy, Map<String, Object> context) {
    Stamper configured =
        new Stamper(Settings.with().privacy(privacy, false, false).build(), secret);
    EventDraft draft = EventDraft.named("a").context(context);
    return claims(read(configured.stamp(sent(draft, null, null), client(), NOW)));
  }

  private EventDraft stamped(EventDraft draft, String sourceId, Instant time, Caller caller) {
    return read(stamper.stamp(sent(draft, sourceId, time), caller, NOW));
  }

  private static SentEvent sent(EventDraft draft, String sourceId, Instant time) {
    return new SentEvent(new Reading.Read(draft), sourceId, time);
  }

  private static EventDraft read(Reading reading) {
    return ((Reading.Read) reading).draft();
  }

  @SuppressWarnings("unchecked") // the context is only read
  private static Map<String, Object> context(EventDraft draft) {
    return (Map<String, Object>) draft.context();
  }

  @SuppressWarnings("unchecked") // it is an object
  private static Map<String, Object> claims(EventDraft draft) {
    return (Map<String, Object>) draft.context().get("client");
  }

  private static Caller server() {
    return caller(Trust.SERVER, "backend", null, null, Restrictions.NONE, false);
  }

  private static Caller client() {
    return caller(Trust.CLIENT, "web", null, null, Restrictions.NONE, false);
  }

  private static Caller caller(
      Trust trust,
      String source,
      String uid,
      String role,
      Restrictions restrictions,
      boolean wantsPrivacy) {
    return new Caller(
        source,
        trust,
        uid,
        role,
        Set.of(Scope.WRITE),
        restrictions,
        Request.address("192.0.2.77"),
        "Browser/1",
        wantsPrivacy);
  }
}
