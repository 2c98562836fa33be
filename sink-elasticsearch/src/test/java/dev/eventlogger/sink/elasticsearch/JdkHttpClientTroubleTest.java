package dev.eventlogger.sink.elasticsearch;

import static dev.eventlogger.sink.elasticsearch.RawServer.JSON;
import static dev.eventlogger.sink.elasticsearch.RawServer.answer;
import static dev.eventlogger.sink.elasticsearch.RawServer.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.transport.http.TransportHttpClient.Request;
import co.elastic.clients.transport.http.TransportHttpClient.Response;
import dev.eventlogger.config.Section;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that are silent, break off or do not exist, and callers that give up. */
@Timeout(60)
final class JdkHttpClientTroubleTest {

  private static final String OK = answer("200 OK", JSON, "{}");
  private static final String HALF = "HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: 8\r\n\r\n{";

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private RawServer server(RawServer.Script script) throws IOException {
    RawServer server = new RawServer(script);
    open.add(server);
    return server;
  }

  private JdkHttpClient client(Map<String, ?> more, String host) throws Exception {
    Map<String, Object> settings = new HashMap<>(Map.of("hosts", host));
    settings.putAll(more);
    JdkHttpClient client =
        new JdkHttpClient(Section.of("log", settings).as(ElasticsearchSettings.class));
    open.add(client::close);
    return client;
  }

  private static Request request(String method, String body) {
    return new Request(
        method, "/", Map.of(), Map.of(), List.of(ByteBuffer.wrap(body.getBytes(UTF_8))));
  }

  private static Response bulk(JdkHttpClient client) throws IOException {
    return client.performRequest("es/bulk", null, request("POST", "{}\n"), null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HALF})
  void givesUpOnAServerThatIsSilentBeforeItsAnswerOrInIt(String said) throws Exception {
    RawServer server = server((request, client) -> say(client, said));
    JdkHttpClient client = client(Map.of("request_timeout", "300ms"), server.uri());

    assertThatThrownBy(() -> bulk(client))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("silent for 300 ms");
    server.awaitEnd();
  }

  @Test
  void waitsAsLongAsAnAnswerGoesOnComing() throws Exception {
    RawServer server =
        server(
            (request, client) -> {
              say(client, "HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: 8\r\n\r\n");
              for (int i = 0; i < 8; i++) {
                TimeUnit.MILLISECONDS.sleep(300); // 2.4 s in all
                say(client, "x");
              }
            });
    JdkHttpClient client = client(Map.of("request_timeout", "2s"), server.uri());

    assertThat(bulk(client).body().size()).isEqualTo(8);
  }

  @Test
  void namesWhatIsWrongByItsClass() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    JdkHttpClient closed = client(Map.of(), "http://127.0.0.1:" + port);
    JdkHttpClient unknown = client(Map.of(), "http://nobody.invalid");

    assertThatThrownBy(() -> bulk(closed)).isExactlyInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> bulk(unknown))
        .isExactlyInstanceOf(UnknownHostException.class)
        .hasMessage("nobody.invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n",
        "SSH-2.0-OpenSSH\r\n\r\n",
      })
  void failsWhereAnAnswerIsBrokenAndSendsNothingTwiceThatWrites(String said) throws Exception {
    RawServer server =
        server(
            (request, client) -> {
              say(client, said);
              client.close();
            });
    JdkHttpClient client = client(Map.of(), server.uri());

    assertThatThrownBy(() -> bulk(client)).isInstanceOf(IOException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HALF})
  void asksOnceMoreWhatOnlyAsksWhereTheConnectionBreaks(String said) throws Exception {
    AtomicInteger answers = new AtomicInteger();
    RawServer server =
        server(
            (request, client) -> {
              if (answers.getAndIncrement() % 2 == 0) {
                say(client, said);
                client.close();
              } else {
                say(client, OK);
              }
            });
    JdkHttpClient client = client(Map.of(), server.uri());

    Response search =
        client.performRequest(PreparedRequest.SEARCH, null, request("POST", "{}\n"), null);

    assertThat(search.statusCode()).isEqualTo(200);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).body()).isEqualTo("{}\n");
  }

  @Test
  void asksNothingMoreThanTwice() throws Exception {
    RawServer server =
        server(
            (request, client) -> {
              say(client, HALF);
              client.close();
            });
    JdkHttpClient client = client(Map.of(), server.uri());

    assertThatThrownBy(() -> client.performRequest("es/any", null, request("GET", "{}"), null))
        .isInstanceOf(IOException.class);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void opensAnotherConnectionWhereTheServerClosedOneThatWasIdle() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    RawServer server =
        server(
            (request, client) -> {
              say(client, OK);
              if (closed.getCount() > 0) {
                client.close();
                closed.countDown();
              }
            });
    JdkHttpClient client = client(Map.of(), server.uri());
    bulk(client);
    closed.await();

    Response search =
        client.performRequest(PreparedRequest.SEARCH, null, request("POST", "{}\n"), null);

    assertThat(search.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HALF})
  void endsTheConnectionOfARequestThatIsGivenUp(String said) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    RawServer server =
        server(
            (request, client) -> {
              say(client, said);
              asked.countDown();
            });
    JdkHttpClient client = client(Map.of(), server.uri());
    CompletableFuture<Response> answer =
        client.performRequestAsync("es/any", null, request("POST", "{}"), null);
    asked.await();

    assertThat(answer.cancel(true)).isTrue();
    server.awaitEnd();
  }

  @Test
  void endsTheConnectionOfACallerThatIsInterrupted() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    RawServer server = server((request, client) -> asked.countDown());
    JdkHttpClient client = client(Map.of(), server.uri());
    ExecutorService thread = Executors.newSingleThreadExecutor();
    open.add(thread::shutdownNow);
    Future<Boolean> interrupted =
        thread.submit(
            () -> {
              assertThatThrownBy(() -> bulk(client)).isInstanceOf(InterruptedIOException.class);
              return Thread.currentThread().isInterrupted();
            });
    asked.await();
    thread.shutdownNow();

    assertThat(interrupted.get()).as("still interrupted").isTrue();
    server.awaitEnd();
  }

  @Test
  void endsWhatIsUnderWayWhenItIsClosed() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    RawServer server = server((request, client) -> asked.countDown());
    JdkHttpClient client = client(Map.of(), server.uri());
    ExecutorService thread = Executors.newSingleThreadExecutor();
    open.add(thread::shutdownNow);
    Future<Response> answer = thread.submit(() -> bulk(client));
    asked.await();
    client.close();

    assertThatThrownBy(answer::get)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("closed while a request was under way");
    server.awaitEnd();
  }

  @Test
  void leavesNoThreadAndNoConnectionBehind() throws Exception {
    RawServer server = server((request, client) -> say(client, OK));
    Set<Thread> before = threads();
    openAskAndClose(server.uri());
    Set<Thread> after = threads();
    after.removeAll(before);
    while (after.stream().anyMatch(JdkHttpClientTroubleTest::isOfAClient)) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      after.removeIf(thread -> !thread.isAlive());
    }
    server.awaitEnd(); // the end of the idle connection
  }

  private static Set<Thread> threads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }

  /** Not those of the pool, which end by themselves after a minute without work. */
  private static boolean isOfAClient(Thread thread) {
    return thread.getName().contains("elasticsearch") || thread.getName().contains("Selector");
  }

  private static void openAskAndClose(String host) throws Exception {
    ElasticsearchSettings settings =
        Section.of("log", Map.of("hosts", host)).as(ElasticsearchSettings.class);
    JdkHttpClient client = new JdkHttpClient(settings);
    assertThat(bulk(client).statusCode()).isEqualTo(200);
    client.close();
  }
}
