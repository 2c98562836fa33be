package dev.eventlogger.sink.elasticsearch;

import static dev.eventlogger.sink.elasticsearch.RawServer.JSON;
import static dev.eventlogger.sink.elasticsearch.RawServer.answer;
import static dev.eventlogger.sink.elasticsearch.RawServer.answering;
import static dev.eventlogger.sink.elasticsearch.RawServer.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.http.TransportHttpClient.Request;
import co.elastic.clients.transport.http.TransportHttpClient.Response;
import dev.eventlogger.config.Section;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, and how each kind of answer is handled. */
@Timeout(60)
final class JdkHttpClientTest {

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private RawServer server(RawServer server) {
    open.add(server);
    return server;
  }

  private JdkHttpClient client(Map<String, ?> more, String... hosts) throws Exception {
    Map<String, Object> settings = new HashMap<>(Map.of("hosts", List.of(hosts)));
    settings.putAll(more);
    JdkHttpClient client =
        new JdkHttpClient(Section.of("log", settings).as(ElasticsearchSettings.class));
    open.add(client::close);
    return client;
  }

  private static Response ask(JdkHttpClient client, Request request) throws IOException {
    return client.performRequest("es/any", null, request, null);
  }

  private static Request get(String path) {
    return new Request("GET", path, Map.of(), Map.of(), null);
  }

  private static Request post(String path, String... lines) {
    List<ByteBuffer> body = new ArrayList<>();
    for (String line : lines) {
      body.add(ByteBuffer.wrap(line.getBytes(UTF_8)));
    }
    Map<String, String> headers =
        Map.of("Content-Type", "application/vnd.elasticsearch+json; compatible-with=9");
    return new Request("POST", path, Map.of(), headers, body);
  }

  @Test
  void sendsAllOfARequestBelowThePathOfTheHost() throws Exception {
    RawServer server = server(answering("200 OK", JSON, "{}"));
    JdkHttpClient client = client(Map.of("http_auth", "ada:pass:word"), server.uri() + "/search/");
    Request request =
        new Request(
            "POST",
            "/a%2Cb/_bulk",
            Map.of("filter", "é +&="),
            Map.of(
                "Accept", "application/vnd.elasticsearch+json; compatible-with=9",
                "User-Agent", "elastic-java/9"),
            List.of(ByteBuffer.wrap("{}\n".getBytes(UTF_8)), ByteBuffer.wrap(new byte[0])));

    ask(client, request);

    RawServer.Request sent = server.requests().get(0);
    assertThat(sent.line()).isEqualTo("POST /search/a%2Cb/_bulk?filter=%C3%A9+%2B%26%3D HTTP/1.1");
    assertThat(sent.body()).isEqualTo("{}\n");
    assertThat(sent.headers())
        .containsEntry("authorization", "Basic YWRhOnBhc3M6d29yZA==")
        .containsEntry("user-agent", "elastic-java/9")
        .containsEntry("accept", "application/vnd.elasticsearch+json; compatible-with=8")
        .containsEntry("content-length", "3")
        .doesNotContainKeys("transfer-encoding", "upgrade", "http2-settings", "expect");
  }

  @Test
  void sendsALargeBodyWholeAndASecondTimeToAnotherHost() throws Exception {
    RawServer busy = server(answering("503 Busy", "", "later"));
    RawServer working = server(answering("200 OK", JSON, "{}"));
    String[] lines = new String[5_000];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = i + "x".repeat(i % 100) + "\n";
    }
    JdkHttpClient client = client(Map.of("api_key", "a2V5"), busy.uri(), working.uri());

    Request request = post("/_bulk", lines);
    ask(client, request);
    ask(client, request); // the content is still there

    for (RawServer.Request sent :
        List.of(busy.requests().get(0), working.requests().get(0), working.requests().get(1))) {
      assertThat(sent.body()).isEqualTo(String.join("", lines));
      assertThat(sent.headers())
          .containsEntry("authorization", "ApiKey a2V5")
          .containsEntry("content-type", "application/vnd.elasticsearch+json; compatible-with=8");
    }
    assertThat(busy.requests()).as("a host that failed is left alone").hasSize(1);
  }

  @Test
  void takesAnAnswerAsItIs() throws Exception {
    RawServer server =
        server(answering("200 OK", JSON + "Warning: a\r\nWarning: b\r\n", "{\"é\":1}"));

    Response answer = ask(client(Map.of(), server.uri()), get("/"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.node().uri()).hasToString(server.uri() + "/");
    assertThat(answer.header("x-elastic-product")).isEqualTo("Elasticsearch");
    assertThat(answer.header("Nothing")).isNull();
    assertThat(answer.headers("warning")).containsExactly("a", "b");
    assertThat(answer.body().contentType()).isEqualTo("application/json");
    assertThat(new String(answer.body().asInputStream().readAllBytes(), UTF_8))
        .isEqualTo("{\"é\":1}");
    assertThat(answer.body().isRepeatable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "404 Not Found"})
  void takesAnAnswerWithoutABody(String status) throws Exception {
    RawServer server =
        server(
            new RawServer(
                (request, client) ->
                    say(client, "HTTP/1.1 " + status + "\r\nContent-Length: 999999999\r\n\r\n")));
    JdkHttpClient client = client(Map.of(), server.uri());
    Request head = new Request("HEAD", "/a", Map.of(), Map.of(), null);

    assertThat(ask(client, head).body()).isNull();
    assertThat(ask(client, head).statusCode()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405})
  void leavesAnErrorToTheClientWhichReadsIt(int status) throws Exception {
    RawServer server = server(answering(status + " No", JSON, "{\"error\":\"x\"}"));

    Response answer = ask(client(Map.of(), server.uri()), get("/"));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body().size()).isEqualTo(13);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 407, 413, 429, 500, 502, 503, 504})
  void failsWithTheStatusOfAnyOtherAnswer(int status) throws Exception {
    RawServer server =
        server(
            answering(
                status + " No",
                JSON + "Retry-After: 7\r\nLocation: http://127.0.0.1:1/\r\n",
                "{\"took\":1,\"errors\":false,\"items\":[]}"));

    TransportException failure =
        catchThrowableOfType(
            TransportException.class, () -> ask(client(Map.of(), server.uri()), get("/")));

    assertThat(failure.statusCode()).isEqualTo(status);
    assertThat(failure.response().header("Retry-After")).isEqualTo("7");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"502 Bad Gateway", "503 Busy", "504 Timeout"})
  void asksTheNextHostWhereOneCannotAnswer(String status) throws Exception {
    RawServer busy = server(answering(status, "", ""));
    RawServer working = server(answering("200 OK", JSON, "{}"));

    Response answer = ask(client(Map.of(), busy.uri(), working.uri()), post("/_bulk", "{}\n"));

    assertThat(answer.node().uri()).hasToString(working.uri() + "/");
  }

  @Test
  void asksTheNextHostWhereOneIsNotThereAndOneBreaksOff() throws Exception {
    String absent = server(answering("200 OK", "", "")).uri();
    open.get(0).close();
    RawServer breaking = server(new RawServer((request, client) -> client.close()));
    RawServer working = server(answering("200 OK", JSON, "{}"));
    JdkHttpClient client = client(Map.of(), absent, breaking.uri(), working.uri());

    assertThat(ask(client, post("/_bulk", "{}\n")).statusCode()).isEqualTo(200);
    assertThat(ask(client, post("/_bulk", "{}\n")).statusCode()).isEqualTo(200);
    assertThat(breaking.requests()).as("a host that failed is left alone").hasSize(1);
  }

  @Test
  void asksTheHostsInTurn() throws Exception {
    List<RawServer> servers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      servers.add(server(answering("200 OK", JSON, "{}")));
    }
    JdkHttpClient client =
        client(Map.of(), servers.stream().map(RawServer::uri).toArray(String[]::new));
    for (int i = 0; i < 6; i++) {
      ask(client, get("/"));
    }

    assertThat(servers).allSatisfy(server -> assertThat(server.requests()).hasSize(2));
  }

  @Test
  void takesNoAnswerThatIsTooLongForMemoryAndBlamesNoHost() throws Exception {
    RawServer server =
        server(
            new RawServer(
                (request, client) ->
                    say(
                        client,
                        "HTTP/1.1 200 OK\r\nContent-Length: "
                            + (100L * 1024 * 1024 + 1)
                            + "\r\n\r\n{")));
    RawServer other = server(answering("200 OK", JSON, "{}"));
    JdkHttpClient client = client(Map.of(), server.uri(), other.uri());

    assertThatThrownBy(() -> ask(client, get("/")))
        .isInstanceOf(AnswerTooLongException.class)
        .hasMessage("the answer has more than 104857600 bytes");
    server.awaitEnd();
    assertThat(other.requests()).isEmpty();
  }

  @Test
  void doesNotGoByTheProxiesOfTheJvm() throws Exception {
    RawServer proxy = server(answering("200 OK", JSON, "{}"));
    RawServer server = server(answering("200 OK", JSON, "{}"));
    ProxySelector before = ProxySelector.getDefault();
    int port = URI.create(proxy.uri()).getPort();
    ProxySelector.setDefault(
        ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    try {
      ask(client(Map.of(), server.uri()), get("/"));
    } finally {
      ProxySelector.setDefault(before);
    }

    assertThat(proxy.requests()).isEmpty();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void usesAConnectionAgain() throws Exception {
    RawServer server =
        server(
            new RawServer(
                (request, client) ->
                    say(client, answer("200 OK", JSON, String.valueOf(client.getPort())))));
    JdkHttpClient client = client(Map.of(), server.uri());
    List<String> ports = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ports.add(
          new String(ask(client, post("/", "{}")).body().asInputStream().readAllBytes(), UTF_8));
    }

    assertThat(ports.stream().distinct().collect(Collectors.toList())).hasSize(1);
  }
}
