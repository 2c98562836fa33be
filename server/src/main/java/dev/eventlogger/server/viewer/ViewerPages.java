package dev.eventlogger.server.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.formats.dialect.Route;
import dev.eventlogger.server.files.FileContent;
import dev.eventlogger.server.files.FileEndpoint;
import dev.eventlogger.server.files.FileFolder;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.RouteTable;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code /} shows: the viewer if its JAR is on the class path, and otherwise, in plain text,
 * what the server offers. Immutable.
 *
 * <p>Browsers ask for the first page each time. All that it loads is below {@code /viewer/} and a
 * hash of the content, so that a browser never mixes files of two versions.
 */
public final class ViewerPages {

  /** The folder of the class path where the viewer is. */
  static final String FOLDER = "META-INF/resources/event-logger-viewer";

  private static final String FIRST = "index.html";

  /** Stands in the first page for the folder of all other files. */
  private static final String PLACEHOLDER = "viewer/files";

  private static final String WITHOUT_VIEWER =
      """
      Event Logger

      POST /v1/events    takes events
      GET /api/log/...   answers what was logged
      GET /openapi.json  says what else there is

      The pages of the viewer are not on the class path: add the artifact event-logger-viewer.
      """;

  /** Allows nothing from elsewhere and nothing inline, and no text to become markup or code. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", CONTENT_SECURITY_POLICY,
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Referrer-Policy", "no-referrer");

  private final Optional<FileFolder> files;

  private ViewerPages(Optional<FileFolder> files) {
    this.files = files;
  }

  /** The pages of a class path, if it has them. */
  public static ViewerPages find(ClassLoader loader) {
    return new ViewerPages(FileFolder.find(loader, FOLDER));
  }

  /** Adds {@code /}, and what it loads. */
  public void addTo(RouteTable routes) {
    routes.add(
        new Route("GET", "/"),
        files.map(found -> add(found, routes)).orElseGet(ViewerPages::without));
  }

  private static Endpoint add(FileFolder files, RouteTable routes) {
    String folder = "viewer/" + files.hash();
    for (String name : files.names()) {
      if (!name.equals(FIRST)) {
        routes.addFile(
            '/' + folder + '/' + name, FileEndpoint.keptForGood(files.file(name), HEADERS));
      }
    }
    String first = new String(files.file(FIRST).bytes(), UTF_8).replace(PLACEHOLDER, folder);
    return page("text/html; charset=utf-8", first);
  }

  private static Endpoint without() {
    return page("text/plain; charset=utf-8", WITHOUT_VIEWER);
  }

  private static Endpoint page(String mediaType, String text) {
    return FileEndpoint.checkedEachTime(FileContent.ofText(mediaType, text), HEADERS);
  }
}
