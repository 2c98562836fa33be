package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventlogger.sink.elasticsearch.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events go through the command into a real Elasticsearch, and back. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ElasticsearchIT {

  @TempDir private Path folder;

  @Test
  void whatWasLoggedComesBackEqual() throws Exception {
    Path input = SharedData.path("events.ndjson");
    assumeTrue(
        Files.isDirectory(Path.of(System.getProperty("elasticsearch.home"))),
        "the server is not there; build sink-elasticsearch before");
    TestServer server = TestServer.shared();
    Workplace work = new Workplace(folder);
    Path config =
        work.config(
            "EVENT_LOGGER_NAME: [file, search]",
            "EVENT_LOGGERS:",
            "  file: {path: '" + work.file() + "'}",
            "  search:",
            "    logger: elasticsearch",
            "    hosts: http://127.0.0.1:" + server.port(),
            "    index: '{log}-{yyyy}'",
            "    http_auth: [" + TestServer.ADMIN + ", \"" + TestServer.ADMIN_PASSWORD + "\"]");

    CommandRun log = CommandRun.of("log", "-c", config, input);
    server.ask("POST", "/search-*/_refresh", "");
    CommandRun query =
        CommandRun.of(
            "query",
            "-c",
            config,
            "--since",
            "all",
            "--limit",
            "all",
            "--sort",
            "id",
            "--format",
            "ndjson");

    assertThat(log.errLines())
        .contains("  search: taken 249: delivered 249, dead 0, pending 0, lost 0");
    assertThat(query.exitCode()).isZero();
    List<String> expected = new ArrayList<>(Files.readAllLines(work.file()));
    assertThat(query.outLines()).hasSize(249).containsExactlyInAnyOrderElementsOf(expected);
  }
}
