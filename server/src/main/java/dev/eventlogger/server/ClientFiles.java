package dev.eventlogger.server;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Route;
import dev.eventlogger.server.files.FileContent;
import dev.eventlogger.server.files.FileEndpoint;
import dev.eventlogger.server.files.FileFolder;
import dev.eventlogger.server.http.RouteTable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Serves the browser client to any page: {@code /client.js} is the newest, as a module, and {@code
 * /client.<hash>.js} exactly this version, which browsers keep for good; likewise {@code
 * /client.iife.js} for script tags, and the optional parts. {@code /client.json} lists the paths
 * with hashes, and the value of {@code integrity} for each. Immutable.
 */
final class ClientFiles {

  private static final String FOLDER = "META-INF/event-logger-client";
  private static final String ENDING = ".js";

  private static final Map<String, String> PATHS =
      Map.of(
          "event-logger.min.js", "/client",
          "event-logger.iife.min.js", "/client.iife",
          "offline.min.js", "/client.offline",
          "vitals.min.js", "/client.vitals");

  /** Lets any page load the client, even one that loads only resources that opt in (COEP). */
  private static final Map<String, String> FOR_ANYBODY =
      Map.of(
          "Access-Control-Allow-Origin", "*",
          "Cross-Origin-Resource-Policy", "cross-origin");

  private final FileFolder folder;

  private ClientFiles(FileFolder folder) {
    this.folder = folder;
  }

  /** The files of the module {@code client}. */
  static ClientFiles ofClassPath() {
    return new ClientFiles(
        FileFolder.find(ClientFiles.class.getClassLoader(), FOLDER)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the browser client is not on the class path; it is in event-logger-client,"
                            + " which event-logger-server brings along")));
  }

  void addTo(RouteTable routes) {
    Map<String, Object> described = new LinkedHashMap<>();
    for (String name : folder.names()) {
      FileContent file = folder.file(name);
      String path = PATHS.getOrDefault(name, '/' + name);
      String exact = path + '.' + file.hash() + ENDING;
      FileEndpoint newest = FileEndpoint.checkedEachTime(file, FOR_ANYBODY);
      if (path.equals("/client")) {
        routes.add(new Route("GET", path + ENDING), newest);
      } else {
        routes.addFile(path + ENDING, newest);
      }
      routes.addFile(exact, FileEndpoint.keptForGood(file, FOR_ANYBODY));
      described.put(path + ENDING, Map.of("path", exact, "integrity", file.integrity()));
    }
    Answer answer = Answer.json(200, described);
    routes.add(
        new Route("GET", "/client.json"),
        exchange -> {
          exchange.addHeaders(FOR_ANYBODY);
          exchange.answer(answer);
        });
  }
}
