package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events as they arrive, for readers that leave and come back. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a read is not interrupted
class TailTest {

  /** Reads a stream of events, a frame at a time. */
  private static final class Listening implements AutoCloseable {

    private final InputStream in;
    private final BufferedReader lines;
    private String lastId = "";

    Listening(StartedServer server, String query, String... headers) throws Exception {
      HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/api/log/tail" + query));
      if (headers.length > 0) {
        request.headers(headers);
      }
      HttpResponse<InputStream> answer =
          server.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
      in = answer.body();
      lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      // The first comment says that the reader is registered; missed events may come before it.
      if (headers.length == 0) {
        assertThat(lines.readLine()).isEqualTo(":");
      }
    }

    /** The data of the next event. */
    String next() throws IOException {
      String line = Objects.requireNonNull(lines.readLine(), "the stream has ended");
      while (!line.startsWith("data: ")) {
        if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        }
        line = Objects.requireNonNull(lines.readLine(), "the stream has ended");
      }
      return line.substring(6);
    }

    List<Integer> numbers(int count) throws IOException {
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        numbers.add(number(next()));
      }
      return numbers;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static int number(String json) {
    int at = json.indexOf("\"n\":") + 4;
    return Integer.parseInt(json.substring(at, json.indexOf('}', at)));
  }

  private static void log(StartedServer server, int from, int to) {
    for (int i = from; i < to; i++) {
      server.events.log(
          EventDraft.of(i % 2 == 0 ? EventType.CLICK : EventType.VIEW).data(Map.of("n", i)));
    }
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void tellsEachEventOnceInItsOrder() throws Exception {
    try (StartedServer server = StartedServer.with();
        Listening listening = new Listening(server, "")) {
      log(server, 0, 500);

      assertThat(listening.numbers(500)).isEqualTo(range(0, 500));
    }
  }

  @Test
  void tellsWhatTheFilterLetsThrough() throws Exception {
    try (StartedServer server = StartedServer.with();
        Listening listening = new Listening(server, "?type=VIEW&where=data.n%3E6")) {
      log(server, 0, 10);

      assertThat(listening.numbers(2)).containsExactly(7, 9);
    }
  }

  @Test
  void goesOnWhereAReaderWas() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      String last;
      try (Listening listening = new Listening(server, "")) {
        log(server, 0, 10);
        assertThat(listening.numbers(4)).isEqualTo(range(0, 4));
        last = listening.lastId;
      }
      log(server, 10, 20);

      try (Listening again = new Listening(server, "", "Last-Event-ID", last)) {
        log(server, 20, 30);
        assertThat(again.numbers(26)).isEqualTo(range(4, 30));
      }
    }
  }

  @Test
  void readsFromTheStoreWhatIsNotKept() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 0, 5);
      String second = server.await(5).get(1).id().toString();

      try (Listening listening = new Listening(server, "", "Last-Event-ID", second)) {
        log(server, 5, 8);
        // All happened in the same second, so those before the reader's last event come again.
        assertThat(listening.numbers(7)).containsExactly(0, 2, 3, 4, 5, 6, 7);
      }
    }
  }

  @Test
  void showsTheLastEventsToWhoeverAsksForThem() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 0, 8);
      assertThat(server.await(8)).hasSize(8);

      try (Listening listening = new Listening(server, "?last=3")) {
        log(server, 8, 9);
        assertThat(listening.numbers(4)).containsExactly(5, 6, 7, 8);
      }
    }
  }

  @Test
  void findsWhatOthersHaveLogged() throws Exception {
    try (StartedServer server = StartedServer.with();
        Listening listening = new Listening(server, "")) {
      // Straight into the destination, as from another process.
      server.memory.log(List.of(Event.of(EventDraft.of(EventType.API).data(Map.of("n", 77)))));
      log(server, 1, 2);

      assertThat(listening.numbers(2)).containsExactlyInAnyOrder(1, 77);
    }
  }

  @Test
  void losesNothingThatIsOnItsWayToTheStoreWhileThePastIsRead() throws Exception {
    try (StartedServer server = StartedServer.with();
        Listening first = new Listening(server, "")) {
      log(server, 0, 1);
      assertThat(first.numbers(1)).containsExactly(0);
      for (int i = 0; i < 20; i++) {
        log(server, 1 + i, 2 + i);
        // Others have received it already; the store may not have it yet.
        String last = i == 0 ? first.lastId : "019caaaa-7ef0-7fd7-a7dc-6cfea4a2ebd1";
        try (Listening again = new Listening(server, "", "Last-Event-ID", last)) {
          log(server, 100 + i, 101 + i);
          List<Integer> got = new ArrayList<>();
          while (!got.contains(100 + i)) {
            String data = again.next();
            if (!data.equals("{}")) { // {} says that there may be a gap
              got.add(number(data));
            }
          }
          assertThat(got).doesNotHaveDuplicates();
        }
      }
    }
  }

  @Test
  void outlivesReadersThatGoWhileThePastIsReplayed() throws Exception {
    try (StartedServer server = StartedServer.with("limits: {websockets: 2000}");
        Listening stays = new Listening(server, "")) {
      log(server, 0, 200);
      assertThat(stays.numbers(200)).isEqualTo(range(0, 200));
      for (int i = 0; i < 60; i++) {
        try (Socket goes =
            new Socket(InetAddress.getLoopbackAddress(), server.server.uri().getPort())) {
          goes.setSoLinger(true, 0); // closing resets the connection
          goes.getOutputStream()
              .write(
                  "GET /api/log/tail?last=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
        }
        log(server, 200 + i, 201 + i);
      }

      assertThat(stays.numbers(60)).isEqualTo(range(200, 260));
    }
  }

  @Test
  void isNoStreamForHead() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      HttpRequest.Builder head =
          HttpRequest.newBuilder(server.uri("/api/log/tail"))
              .method("HEAD", HttpRequest.BodyPublishers.noBody());

      assertThat(server.send(head).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      assertThat(server.get("/api/log/tail?limit=3").statusCode()).isEqualTo(400);
      assertThat(server.get("/api/log/tail", "Last-Event-ID", "7").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void endsWithTheServer() throws Exception {
    StartedServer server = StartedServer.with();
    try (Listening listening = new Listening(server, "")) {
      server.close();

      assertThatThrownBy(listening::next)
          .isInstanceOfAny(IOException.class, NullPointerException.class); // cut, or at its end
    }
  }

  @Test
  void tellsNobodyMoreThanItIsToldTo() throws Exception {
    try (StartedServer server = StartedServer.with("limits: {websockets: 1}");
        Listening listening = new Listening(server, "")) {
      assertThat(server.get("/api/log/tail").statusCode()).isEqualTo(503);
      log(server, 0, 1);
      assertThat(listening.numbers(1)).containsExactly(0);
    }
  }
}
