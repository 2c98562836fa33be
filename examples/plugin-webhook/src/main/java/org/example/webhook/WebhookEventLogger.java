package org.example.webhook;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.net.http.HttpResponse.BodyHandlers.discarding;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;

/** Posts events to a URL as lines of JSON. */
@AutoService(BaseEventLogger.class)
public final class WebhookEventLogger extends BaseEventLogger {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private Settings settings;

  record Settings(URI url) {
    Settings {
      requireNonNull(url, "url is required, such as https://example.org/events");
    }
  }

  @Override
  public String loggerName() {
    return "webhook";
  }

  @Override
  public void open(SinkConfig config) {
    settings = config.as(Settings.class);
  }

  @Override
  public DeliveryResult log(List<Event> batch) throws IOException, InterruptedException {
    String lines = batch.stream().map(Event::toJson).collect(joining("\n"));
    HttpRequest post =
        HttpRequest.newBuilder(settings.url()).timeout(PATIENCE).POST(ofString(lines)).build();
    int status = http.send(post, discarding()).statusCode();
    if (status >= 300) {
      throw new IOException(settings.url().getHost() + " answered " + status);
    }
    return DeliveryResult.DELIVERED;
  }
}
