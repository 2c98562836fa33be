package dev.eventlogger.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves the pages of {@code src/test/resources/clients}, the packages that they load, and {@code
 * settings.js}, which tells them what to do. Thread-safe.
 */
final class PageServer implements AutoCloseable {

  private static final String PACKAGES = "/node_modules/";

  private final Path folder;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile String settings = "";

  private PageServer(Path folder, HttpServer http) {
    this.folder = folder;
    this.http = http;
  }

  static PageServer start(Path folder) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    PageServer pages = new PageServer(folder, HttpServer.create(any, 0));
    pages.http.createContext("/", pages::handle);
    pages.http.setExecutor(pages.threads);
    pages.http.start();
    return pages;
  }

  /** The origin of its pages. */
  String origin() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** The URL of a page that is to send events to a server. */
  String page(String name, URI server, String key, String task) {
    settings = "const SERVER = '" + server + "', KEY = '" + key + "', TASK = '" + task + "';";
    return origin() + "/" + name;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = content(path);
    if (body == null) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      exchange
          .getResponseHeaders()
          .set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private byte @Nullable [] content(String path) throws IOException {
    if (path.equals("/settings.js")) {
      return settings.getBytes(UTF_8);
    }
    if (path.startsWith(PACKAGES)) {
      Path file = folder.resolve(path.substring(1));
      return Files.exists(file) ? Files.readAllBytes(file) : null;
    }
    try (InputStream page = PageServer.class.getResourceAsStream("/clients" + path)) {
      return page == null ? null : page.readAllBytes();
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
