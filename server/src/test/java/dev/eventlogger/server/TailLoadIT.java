package dev.eventlogger.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two hundred readers of a thousand events a second, some of which leave and come back, and one of
 * which reads nothing: none misses an event or gets one twice, the idle one holds up nobody, and
 * memory does not grow.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TailLoadIT {

  private static final int READERS = 200;
  private static final int PER_SECOND = 1_000;
  private static final int SECONDS = Boolean.getBoolean("eventlogger.long") ? 60 : 4;
  private static final int EVENTS = SECONDS * PER_SECOND;
  // The last events are kept for readers who come back: 16 MiB of JSON at most.
  private static final long MOST_GROWTH = 32L * 1024 * 1024;
  // How many readers leave once, after some events each.
  private static final int LEAVING = 20;

  @Test
  void tellEachReaderEachEventOnce() throws Exception {
    try (StartedServer server = StartedServer.with("limits: {websockets: 500}")) {
      List<Reader> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(new Reader(server, i < LEAVING ? 100 + 37 * i : Integer.MAX_VALUE));
      }
      try (Socket silent = open(server, "")) {
        log(server, 0, EVENTS / 2);
        long before = heldBytes(server);
        log(server, EVENTS / 2, EVENTS);
        long grown = heldBytes(server) - before;
        System.out.printf("TailLoadIT: %,d bytes more are held in the end%n", grown);
        assertThat(grown).as("bytes held more than halfway").isLessThan(MOST_GROWTH);
        for (Reader reader : readers) {
          reader.join(Duration.ofSeconds(60).toMillis());
          assertThat(reader.problem).as("what a reader missed").isNull();
          assertThat(reader.next).as("events that a reader got").isEqualTo(EVENTS);
        }
        assertThat(silent.isConnected()).isTrue();
      }
    }
    System.out.println(
        "TailLoadIT: " + READERS + " readers got each of " + EVENTS + " events once");
  }

  /** What the heap holds, except for the delivered events. */
  private static long heldBytes(StartedServer server) {
    assertThat(server.events.flush(Duration.ofSeconds(60))).isEqualTo(FlushResult.FLUSHED);
    server.memory.clear();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void log(StartedServer server, int first, int end) {
    long start = System.nanoTime();
    for (int i = first; i < end; i++) {
      long due = start + (i - first) * (1_000_000_000L / PER_SECOND);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(200_000);
      }
      server.events.log(EventDraft.of(EventType.API).data(Map.of("n", i)));
    }
  }

  private static Socket open(StartedServer server, String lastId) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.uri().getPort());
    String header = lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n";
    socket
        .getOutputStream()
        .write(
            ("GET /api/log/tail HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n")
                .getBytes(US_ASCII));
    return socket;
  }

  /** Checks the numbers of events that it receives, and leaves and comes back once. */
  private static final class Reader extends Thread {

    private final StartedServer server;
    private final int leavesAfter;
    private final InputStream in;
    private final Socket socket;
    // Read by others once the thread has ended.
    private int next;
    private String problem;

    Reader(StartedServer server, int leavesAfter) throws IOException {
      super("reader");
      this.server = server;
      this.leavesAfter = leavesAfter;
      socket = open(server, "");
      in = socket.getInputStream();
      // Nothing must be logged before the server has registered this reader.
      Lines lines = new Lines(in);
      while (!lines.next().equals(":")) {
        // The head of the answer.
      }
      setDaemon(true);
      start(lines);
    }

    private Lines lines;

    private void start(Lines first) {
      lines = first;
      start();
    }

    @Override
    public void run() {
      try {
        String last = read(lines, leavesAfter);
        if (next < EVENTS && problem == null) {
          socket.close();
          LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
          try (Socket again = open(server, last)) {
            String unused = read(new Lines(again.getInputStream()), Integer.MAX_VALUE);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String read(Lines lines, int most) throws IOException {
      String id = "";
      int read = 0;
      while (next < EVENTS && read < most && problem == null) {
        String line = lines.next();
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          int at = line.indexOf("\"n\":") + 4;
          int number = Integer.parseInt(line.substring(at, line.indexOf('}', at)));
          if (number != next) {
            problem = "got " + number + " where " + next + " was due";
          }
          next++;
          read++;
        }
      }
      return id;
    }
  }

  /** Lines of a stream in ASCII, without the sizes of its chunks: those begin no line of ours. */
  private static final class Lines {

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;

    Lines(InputStream in) {
      this.in = in;
    }

    String next() throws IOException {
      StringBuilder line = new StringBuilder();
      while (true) {
        if (from == to) {
          from = 0;
          to = in.read(buffer);
          if (to < 0) {
            throw new IOException("the stream has ended");
          }
        }
        byte c = buffer[from++];
        if (c == '\n') {
          return line.toString();
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
    }
  }
}
