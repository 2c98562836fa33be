package dev.eventlogger.server.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Refusal;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.http.Guard;
import dev.eventlogger.server.http.HttpServer;
import dev.eventlogger.server.http.HttpSettings;
import dev.eventlogger.server.http.LimitSettings;
import dev.eventlogger.server.http.RouteTable;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FilesTest {

  private static final String SCRIPT = "export const answer = 42;\n".repeat(50);

  @TempDir private Path folder;

  @Test
  void sendsAFileAsWhatItIs() throws Exception {
    try (Served served = new Served(FileEndpoint.checkedEachTime(script(), Map.of("X-A", "b")))) {
      HttpResponse<byte[]> answer = served.get();

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(new String(answer.body(), UTF_8)).isEqualTo(SCRIPT);
      assertThat(header(answer, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
      assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
      assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
      assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(answer, "X-A")).isEqualTo("b");
    }
  }

  @Test
  void compressesForThoseWhoTakeIt() throws Exception {
    try (Served served = new Served(FileEndpoint.checkedEachTime(script(), Map.of()))) {
      HttpResponse<byte[]> answer = served.get("Accept-Encoding", "br, GZIP;q=0.8");

      assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
      assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
          .isEqualTo(SCRIPT.getBytes(UTF_8));
      for (String refused : new String[] {"gzip;q=0", "gzip ; q=0.000", "br", "x-gzip"}) {
        assertThat(header(served.get("Accept-Encoding", refused), "Content-Encoding"))
            .as(refused)
            .isEmpty();
      }
    }
  }

  @Test
  void doesNotSendAgainWhatTheClientHas() throws Exception {
    try (Served served = new Served(FileEndpoint.keptForGood(script(), Map.of()))) {
      HttpResponse<byte[]> first = served.get();
      String tag = header(first, "ETag");

      HttpResponse<byte[]> again = served.get("If-None-Match", "\"other\", W/" + tag);

      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(header(again, "ETag")).isEqualTo(tag);
      assertThat(header(again, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
      assertThat(header(again, "Content-Length")).isEqualTo(header(first, "Content-Length"));
      assertThat(served.get("If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
      // The compressed form has another tag than the plain one (RFC 9110, 8.8.3).
      HttpResponse<byte[]> gzipped = served.get("If-None-Match", tag, "Accept-Encoding", "gzip");
      assertThat(gzipped.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void hasTheFilesThatTheFolderLists() throws Exception {
    write("files.txt", "a.js\nlib/b.css\n");
    write("a.js", SCRIPT);
    write("lib/b.css", "a{}");
    write("secret.txt", "not listed");
    FileFolder files = find();

    assertThat(files.names()).containsExactly("a.js", "lib/b.css");
    assertThat(files.file("lib/b.css").mediaType()).isEqualTo("text/css; charset=utf-8");
    assertThat(files.file("lib/b.css").gzipped()).isNull();
    assertThatThrownBy(() -> files.file("secret.txt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("secret.txt is not in files.txt, which has [a.js, lib/b.css]");
  }

  @Test
  void hashesWhatIsInIt() throws Exception {
    write("files.txt", "a.js\n");
    write("a.js", SCRIPT);
    String before = find().hash();
    write("a.js", SCRIPT + "//");

    assertThat(before).matches("[0-9a-f]{24}");
    assertThat(find().hash()).isNotEqualTo(before);
    // openssl dgst -sha384 -binary | base64, of an empty file
    assertThat(FileContent.of("a.js", new byte[0]).integrity())
        .isEqualTo("sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb");
  }

  @Test
  void saysWhichFileIsMissingOrUnknown() throws Exception {
    write("files.txt", "a.js\n");
    assertThatThrownBy(this::find)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("page/files.txt lists a.js, which is missing");
    assertThatThrownBy(() -> FileContent.of("a.exe", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.exe: no file of this kind is served");
    assertThat(FileFolder.find(getClass().getClassLoader(), "no/such/folder")).isEmpty();
  }

  private FileFolder find() throws Exception {
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      return FileFolder.find(loader, "page").orElseThrow();
    }
  }

  private void write(String name, String text) throws Exception {
    Path file = folder.resolve("page").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static FileContent script() {
    return FileContent.of("client.js", SCRIPT.getBytes(UTF_8));
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** A server with one file, for anyone. */
  private static final class Served implements AutoCloseable {

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    Served(FileEndpoint file) {
      RouteTable routes = new RouteTable();
      routes.addFile("/client.js", file);
      HttpSettings settings =
          new HttpSettings("127.0.0.1", 0, null, LimitSettings.defaults(), Duration.ofSeconds(1));
      server = new HttpServer(settings, routes, new Anyone());
      server.start();
    }

    HttpResponse<byte[]> get(String... headers) throws Exception {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + "/client.js"));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
      server.close();
    }
  }

  private static final class Anyone implements Guard {
    @Override
    public @Nullable Refusal refuses(Exchange exchange) {
      return null;
    }

    @Override
    public boolean isProxy(InetAddress address) {
      return false;
    }

    @Override
    public Answer preflight(Exchange exchange) {
      return Answer.empty(204);
    }
  }
}
