package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that stops answers what it has begun to answer, and nothing else. */
@Timeout(60)
class StopTest {

  private static final String VIEW = "{\"event_type\":\"VIEW\"}";
  private static final int BLANKS = 100_000;

  @Test
  void answersTheRequestThatIsOnItsWay() throws Exception {
    StartedServer server = StartedServer.with();
    try (RawConnection slow = new RawConnection(server.server.uri())) {
      slow.send(
          "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + (BLANKS + VIEW.length())
              + "\r\n\r\n");
      await(server, "/health");
      Thread stop = new Thread(server.server::close);
      stop.start();
      int sent = 0;
      // A blank now and then, since a server that stops waits for nobody who is silent.
      while (takesConnections(server)) {
        slow.send(" ");
        sent++;
      }
      slow.send(" ".repeat(BLANKS - sent) + VIEW);

      assertThat(slow.statusLine()).contains("200");
      stop.join();
    } finally {
      server.close();
    }

    assertThat(server.memory.events()).extracting(Event::name).containsExactly("view");
  }

  @Test
  void doesNotWaitForOneThatNeverComes() throws Exception {
    StartedServer server = StartedServer.with("stop_timeout: 500ms");
    try (RawConnection slow = new RawConnection(server.server.uri())) {
      slow.send("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
      await(server, "/health");

      server.close();

      assertThat(slow.untilClosed()).doesNotContain(" 200 ");
    }
    assertThat(server.memory.events()).isEmpty();
  }

  /** What was sent before this is with the server by then. */
  private static void await(StartedServer server, String path) throws Exception {
    while (server.get(path).statusCode() != 200) {
      Thread.onSpinWait();
    }
  }

  private static boolean takesConnections(StartedServer server) throws IOException {
    try {
      new RawConnection(server.server.uri()).close();
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }
}
