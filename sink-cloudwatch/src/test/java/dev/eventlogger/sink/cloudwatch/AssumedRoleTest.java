package dev.eventlogger.sink.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testkit.cloudwatch.FakeCloudWatchLogs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A role is assumed with the log's own credentials, and its credentials are used. */
@Timeout(60)
class AssumedRoleTest {

  private static final String ARN = "arn:aws:iam::123456789012:role/events";

  private final FakeCloudWatchLogs service = FakeCloudWatchLogs.start();
  private final CloudWatchEventLogger sink = new CloudWatchEventLogger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer tokens;
  private boolean refuses;

  @BeforeEach
  void start() throws IOException {
    tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokens.createContext("/", this::answer);
    tokens.start();
  }

  @AfterEach
  void close() {
    sink.close();
    tokens.stop(0);
    service.close();
  }

  @Test
  void assumesARoleOnceForManyBatches() throws Exception {
    open();

    assertThat(sink.log(Settings.named("click", 1))).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(sink.log(Settings.named("click", 1))).isEqualTo(DeliveryResult.DELIVERED);

    assertThat(requests)
        .singleElement()
        .asString()
        .contains("Action=AssumeRole", "RoleSessionName=event-logger", "ExternalId=x-1")
        .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fevents");
  }

  @Test
  void saysThatItMayNotAssumeTheRole() {
    refuses = true;
    open();

    assertThatThrownBy(() -> sink.log(Settings.named("click", 1)))
        .isInstanceOfSatisfying(
            SinkException.class,
            e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.MISCONFIGURED))
        .hasMessageContaining("not allowed: sts:AssumeRole on the role of this log");
  }

  private void open() {
    Map<String, Object> role =
        Map.of(
            "arn",
            ARN,
            "external_id",
            "x-1",
            "endpoint",
            "http://127.0.0.1:" + tokens.getAddress().getPort());
    sink.open(Settings.config(service, Map.of("role", role)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      byte[] answer = (refuses ? refusal() : credentials()).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(refuses ? 403 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static String credentials() {
    return """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
        <Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
        <SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials>
        </AssumeRoleResult></AssumeRoleResponse>"""
        .formatted(Instant.now().plus(Duration.ofHours(1)));
  }

  private static String refusal() {
    return """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
        <Code>AccessDenied</Code><Message>not authorized to perform: sts:AssumeRole</Message>
        </Error></ErrorResponse>""";
  }
}
