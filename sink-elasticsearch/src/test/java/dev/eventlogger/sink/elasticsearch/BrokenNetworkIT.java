package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.event.Event;
import dev.eventlogger.sink.elasticsearch.HttpFront.Answer;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testkit.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens between the sink and the server. */
@Timeout(120)
final class BrokenNetworkIT {

  private static final TestServer SERVER = TestServer.shared();

  private final TestIndices indices = new TestIndices(SERVER, "network");

  @Test
  void sendsAgainWhatAResetConnectionCarried() throws Exception {
    List<Event> events = OpenSink.clicks(5);
    try (TcpProxy proxy = TcpProxy.to("127.0.0.1", SERVER.port());
        OpenSink sink = OpenSink.with(indices.settings(Map.of("port", proxy.port())))) {
      sink.log(events.subList(0, 1));
      proxy.refuse();
      assertUnavailable(() -> sink.log(events));
      proxy.accept();

      assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(indices.count()).isEqualTo(5);
  }

  @Test
  void givesUpOnASilentServerAndSendsAgain() throws Exception {
    List<Event> events = OpenSink.clicks(5);
    try (TcpProxy proxy = TcpProxy.to("127.0.0.1", SERVER.port());
        OpenSink sink =
            OpenSink.with(
                indices.settings(Map.of("port", proxy.port(), "request_timeout", "20s")))) {
      sink.log(events.subList(0, 1));
    }
    try (TcpProxy proxy = TcpProxy.to("127.0.0.1", SERVER.port());
        OpenSink silent =
            OpenSink.with(
                indices.settings(
                    Map.of("port", proxy.port(), "request_timeout", "1s", "templates", "none")))) {
      proxy.hold();
      assertUnavailable(() -> silent.log(events));
      proxy.release();
    }
    try (OpenSink sink = OpenSink.with(indices.settings())) {
      assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(indices.count()).isEqualTo(5);
  }

  @Test
  void sendsAgainWhereTheAnswerBreaksOffAndDoublesNothing() throws Exception {
    List<Event> events = OpenSink.clicks(50);
    try (HttpFront front = HttpFront.of(SERVER);
        OpenSink sink = OpenSink.with(indices.settings(Map.of("port", front.port())))) {
      front.cutNextBulkAnswer();
      assertUnavailable(() -> sink.log(events));
      assertThat(indices.count()).as("written, though nobody said so").isEqualTo(50);

      assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(indices.count()).isEqualTo(50);
  }

  @Test
  void doesNotBelieveAnAnswerThatIsNotElasticsearchs() throws Exception {
    try (HttpFront front = HttpFront.of(SERVER);
        OpenSink sink = OpenSink.with(indices.settings(Map.of("port", front.port())))) {
      front.answerBulk(
          new Answer(200, Map.of("Content-Type", "application/json"), "{\"ok\":true}"));

      assertThatThrownBy(() -> sink.log(OpenSink.clicks(1)))
          .isInstanceOf(SinkException.class)
          .hasMessageContaining("not as Elasticsearch does");
    }
  }

  @Test
  void waitsAsLongAsABusyServerAsksFor() throws Exception {
    try (HttpFront front = HttpFront.of(SERVER);
        OpenSink sink = OpenSink.with(indices.settings(Map.of("port", front.port())))) {
      for (int status : new int[] {429, 502, 503, 504}) {
        front.answerBulk(new Answer(status, Map.of("Retry-After", "7"), "busy"));
        SinkException failure =
            catchThrowableOfType(SinkException.class, () -> sink.log(OpenSink.clicks(1)));

        assertThat(failure.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
      }
    }
  }

  @Test
  void halvesWhatIsTooLargeAndRemembersTheSize() throws Exception {
    List<Event> events = OpenSink.clicks(40);
    Event huge = OpenSink.click(Map.of("text", "x".repeat(20_000)));
    List<Event> batch = new ArrayList<>(events);
    batch.add(17, huge);
    try (HttpFront front = HttpFront.of(SERVER);
        OpenSink sink = OpenSink.with(indices.settings(Map.of("port", front.port())))) {
      front.answer(
          request -> request.isBulk() && request.body().length() > 10_000 ? Answer.of(413) : null);

      DeliveryResult result = sink.log(batch);
      int requests = front.bulks().size();
      sink.log(OpenSink.clicks(40));

      assertThat(result.retry()).isEmpty();
      assertThat(result.rejected()).extracting(Rejected::event).containsExactly(huge);
      assertThat(result.rejected().get(0).reason())
          .startsWith("Elasticsearch answered 413, too large for a request: ")
          .endsWith(" bytes");
      assertThat(front.bulks().subList(requests, front.bulks().size()))
          .as("requests of the next batch")
          .allMatch(body -> body.length() <= 10_000);
    }
    assertThat(indices.count()).isEqualTo(80);
  }

  @Test
  void splitsABatchByItsBytes() throws Exception {
    try (HttpFront front = HttpFront.of(SERVER);
        OpenSink sink =
            OpenSink.with(indices.settings(Map.of("port", front.port(), "bulk_bytes", 4096)))) {
      assertThat(sink.log(OpenSink.clicks(100))).isEqualTo(DeliveryResult.DELIVERED);

      assertThat(front.bulks()).hasSizeGreaterThan(5);
    }
    assertThat(indices.count()).isEqualTo(100);
  }

  @Test
  void saysThatTheRestIsToBeSentAgainWherePartOfABatchArrived() throws Exception {
    List<Event> events = OpenSink.clicks(100);
    try (HttpFront front = HttpFront.of(SERVER);
        OpenSink sink =
            OpenSink.with(indices.settings(Map.of("port", front.port(), "bulk_bytes", 4096)))) {
      front.answer(request -> request.isBulk() && front.bulks().size() > 2 ? Answer.of(503) : null);
      DeliveryResult first = sink.log(events);
      front.passOn();
      DeliveryResult second = sink.log(first.retry());

      assertThat(first.retry()).isNotEmpty().hasSizeLessThan(100);
      assertThat(second).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(indices.count()).isEqualTo(100);
  }

  private interface Logging {
    DeliveryResult log() throws SinkException;
  }

  private static void assertUnavailable(Logging logging) {
    SinkException failure = catchThrowableOfType(SinkException.class, logging::log);
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
    assertThat(failure).hasMessageMatching("127[.]0[.]0[.]1:[0-9]+, network.*");
  }
}
