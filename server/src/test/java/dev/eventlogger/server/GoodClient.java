package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that sends events with short pauses, and notes how long the answers take. */
final class GoodClient {

  private static final long PAUSE_MILLIS = 20;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;
  private final AtomicInteger sent;
  private final List<Long> nanos = new ArrayList<>();

  /** A client that counts what it sends in {@code sent}, which several may share. */
  GoodClient(URI server, AtomicInteger sent) {
    this.sent = sent;
    request =
        HttpRequest.newBuilder(server.resolve("/v1/events"))
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"good\"}"))
            .build();
  }

  void sendFor(long millis) throws Exception {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      long begun = System.nanoTime();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      nanos.add(System.nanoTime() - begun);
      sent.incrementAndGet();
      assertThat(status).isEqualTo(200);
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  int count() {
    return nanos.size();
  }

  long percentileMillis(double part) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, part * sorted.size())) / 1_000_000;
  }
}
