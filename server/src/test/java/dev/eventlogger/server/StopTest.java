package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stopping server finishes the answers that it has begun, and gives no others. */
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
      // Sends a blank now and then, since a stopping server does not wait for silent clients; on a
      // thread of its own, since a connection that is no longer accepted may take a second to fail.
      AtomicBoolean isStopped = new AtomicBoolean();
      CompletableFuture<Integer> blanks =
          CompletableFuture.supplyAsync(() -> sendBlanks(slow, isStopped));
      while (takesConnections(server)) {
        LockSupport.parkNanos(5_000_000);
      }
      isStopped.set(true);
      slow.send(" ".repeat(BLANKS - blanks.join()) + VIEW);

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

  private static int sendBlanks(RawConnection slow, AtomicBoolean isOver) {
    int sent = 0;
    try {
      while (!isOver.get() && sent < BLANKS) {
        slow.send(" ");
        sent++;
        LockSupport.parkNanos(20_000_000);
      }
      return sent;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the server has received what was sent before this. */
  private static void await(StartedServer server, String path) throws Exception {
    while (server.get(path).statusCode() != 200) {
      Thread.onSpinWait();
    }
  }

  private static boolean takesConnections(StartedServer server) throws IOException {
    try {
      new RawConnection(server.server.uri()).close();
      return true;
    } catch (SocketException e) {
      return false; // refused, or cut when the server was just closing
    }
  }
}
