package dev.eventlogger.viewer;

import dev.eventlogger.sink.elasticsearch.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/**
 * A new index of Elasticsearch each time, from which events are read. The same events are also in a
 * database, which tells what is right. Thread-safe.
 */
final class InElasticsearch implements Supplier<Kept> {

  @Override
  public Kept get() {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of(System.getProperty("elasticsearch.home", "none"))),
        "the server is not there; build sink-elasticsearch before");
    TestServer server = TestServer.shared();
    String index = "viewer-" + UUID.randomUUID();
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    List<String> lines =
        List.of(
            "EVENT_LOGGER_NAME: [search, db]",
            "EVENT_LOGGERS:",
            "  db: {url: '" + url + "'}",
            "  search:",
            "    logger: elasticsearch",
            "    hosts: http://127.0.0.1:" + server.port(),
            "    index: '" + index + "-{yyyy}'",
            "    http_auth: [" + TestServer.ADMIN + ", \"" + TestServer.ADMIN_PASSWORD + "\"]");
    return new Kept(
        url,
        lines,
        List.of("read_log: search"),
        () -> server.ask("POST", "/" + index + "-*/_refresh", ""));
  }
}
