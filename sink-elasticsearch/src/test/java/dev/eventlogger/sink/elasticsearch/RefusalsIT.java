package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.spi.SinkException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the real server refuses: single events for good, and all of them for a while. */
@Timeout(120)
final class RefusalsIT {

  private static final TestServer SERVER = TestServer.shared();

  private final TestIndices indices = new TestIndices(SERVER, "refusals");

  @Test
  void rejectsEventsThatCanOnlyBeRefusedAndMakesNoIndexForThem() throws Exception {
    Event early =
        Event.of(EventDraft.named("early").createdAt(Instant.parse("1960-01-01T00:00:00Z")));
    Event nul = OpenSink.click(Map.of("secret-key\0", "secret-value"));
    List<Event> good = OpenSink.clicks(2);
    try (OpenSink sink = OpenSink.with(indices.settings())) {
      DeliveryResult result = sink.log(good.get(0), early, nul, good.get(1));

      assertThat(result.retry()).isEmpty();
      assertThat(result.rejected()).extracting(Rejected::event).containsExactly(early, nul);
      assertThat(result.rejected().get(0).reason())
          .isEqualTo("created_at is not in the years that Elasticsearch indexes, 1970 to 2262");
      assertThat(result.rejected().get(1).reason())
          .isEqualTo("event_data has a key with a NUL in it, which Elasticsearch refuses");
    }
    assertThat(indices.count()).isEqualTo(2);
    assertThat(SERVER.ask("GET", "/_cat/indices/" + indices.all() + "?h=index", "").lines())
        .noneMatch(index -> index.contains("1960"));
  }

  @Test
  void waitsWhileAnIndexIsReadOnlyAndGoesOn() throws Exception {
    List<Event> events = OpenSink.clicks(3);
    try (OpenSink sink = OpenSink.with(indices.settings())) {
      sink.log(events.get(0));
      for (String block : List.of("index.blocks.write", "index.blocks.read_only_allow_delete")) {
        indices.set(block, true);
        SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(events));
        indices.set(block, null);

        assertThat(failure).as(block).hasMessageContaining("cluster_block_exception");
        assertThat(failure.kind()).isIn(Kind.UNAVAILABLE, Kind.MISCONFIGURED);
      }

      assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(indices.count()).isEqualTo(3);
  }

  @Test
  void waitsWhileAnIndexIsClosed() throws Exception {
    List<Event> events = OpenSink.clicks(3);
    try (OpenSink sink = OpenSink.with(indices.settings())) {
      sink.log(events.get(0));
      SERVER.ask("POST", "/" + indices.all() + "/_close", "");
      SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(events));
      SERVER.ask("POST", "/" + indices.all() + "/_open", "");

      assertThat(failure).hasMessageContaining("index_closed_exception");
      assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
    }
  }

  @Test
  void sendsOnlyThoseAgainWhoseIndexIsReadOnly() throws Exception {
    Event old = Event.of(EventDraft.named("old").createdAt(Instant.parse("2020-01-01T00:00:00Z")));
    Event young = OpenSink.click(Map.of());
    try (OpenSink sink = OpenSink.with(indices.settings())) {
      sink.log(Event.of(EventDraft.named("first").createdAt(old.createdAt())));
      indices.set("index.blocks.write", true);
      DeliveryResult result = sink.log(old, young);
      indices.set("index.blocks.write", null);

      assertThat(result).isEqualTo(DeliveryResult.retry(List.of(old)));
    }
  }

  @Test
  void needsAPersonWhileThePasswordIsWrongAndGoesOn() throws Exception {
    SERVER.setUser("writer", "first-password", "superuser");
    Map<String, Object> settings = indices.settings(Map.of("http_auth", "writer:first-password"));
    List<Event> events = OpenSink.clicks(3);
    try (OpenSink sink = OpenSink.with(settings)) {
      sink.log(events.get(0));
      SERVER.setUser("writer", "second-password", "superuser");
      SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(events));
      SERVER.setUser("writer", "first-password", "superuser");

      assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
      assertThat(failure)
          .hasMessageContaining("answered 401, security_exception")
          .hasMessageContaining("check http_auth or api_key");
      assertThat(failure.toString()).doesNotContain("password", "writer");
      assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
    }
  }

  @Test
  void saysAtTheStartThatThePasswordIsWrong() {
    SinkException failure =
        catchThrowableOfType(
            SinkException.class,
            () -> OpenSink.with(indices.settings(Map.of("http_auth", "admin:wrong"))));

    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure)
        .hasMessageStartingWith("127.0.0.1:" + SERVER.port() + ", templates: answered 401");
  }

  @Test
  void needsAPersonWhereThePrivilegeIsMissing() throws Exception {
    SERVER.setRole(
        "other", "{\"indices\":[{\"names\":[\"other-*\"],\"privileges\":[\"create_doc\"]}]}");
    SERVER.setUser("stranger", "some-password", "other");
    Map<String, Object> settings =
        indices.settings(
            Map.of("http_auth", List.of("stranger", "some-password"), "templates", "none"));
    try (OpenSink sink = OpenSink.with(settings)) {
      SinkException failure =
          catchThrowableOfType(SinkException.class, () -> sink.log(OpenSink.clicks(1)));

      assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
      assertThat(failure).hasMessageContaining("403");
    }
  }

  @Test
  void worksWithTheLeastPrivileges() throws Exception {
    SERVER.setRole(
        "least",
        "{\"cluster\":[\"manage_index_templates\",\"monitor\"],\"indices\":[{\"names\":[\""
            + indices.all()
            + "\"],\"privileges\":[\"create_doc\",\"auto_configure\"]}]}");
    SERVER.setUser("least", "some-password", "least");
    Map<String, Object> settings = indices.settings(Map.of("http_auth", "least:some-password"));
    try (OpenSink sink = OpenSink.with(settings)) {
      assertThat(sink.log(OpenSink.clicks(2))).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(indices.count()).isEqualTo(2);
  }
}
