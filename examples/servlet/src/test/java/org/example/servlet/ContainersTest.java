package org.example.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.servlet.RequestContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ContainersTest {

  @TempDir private Path folder;

  @Test
  void logRequestsOnTomcat() throws Exception {
    try (EventLogger events = open()) {
      Tomcat tomcat = OnTomcat.start(events, folder);
      ask(tomcat.getConnector().getLocalPort());
      tomcat.stop();
    }
    assertLogged();
  }

  @Test
  void logRequestsOnJetty() throws Exception {
    try (EventLogger events = open()) {
      Server server = OnJetty.start(events);
      ask(server.getURI().getPort());
      server.stop();
    }
    assertLogged();
  }

  private EventLogger open() throws Exception {
    Path yaml =
        Files.writeString(
            folder.resolve("event-logger.yaml"),
            "EVENT_LOGGER_NAME: file\n"
                + ("EVENT_LOGGERS: {file: {path: '" + folder.resolve("events.ndjson") + "'}}\n")
                + "EVENT_CONTEXT: {keys: [ip]}\n");
    return EventLogger.builder().config(yaml).contextSource(new RequestContext()).open();
  }

  private static void ask(int port) throws Exception {
    URI report = URI.create("http://127.0.0.1:" + port + "/reports/42");
    HttpRequest request = HttpRequest.newBuilder(report).build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .isEqualTo("report");
  }

  private void assertLogged() throws Exception {
    assertThat(Files.readString(folder.resolve("events.ndjson")))
        .contains("\"route\":\"/reports/*\"", "\"status\":200", "\"ip\":\"127.0.0.1\"")
        .doesNotContain("/reports/42");
  }
}
