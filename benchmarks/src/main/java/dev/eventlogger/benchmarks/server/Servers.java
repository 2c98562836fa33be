package dev.eventlogger.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts the servers of contestants, each with an empty folder of its own. Immutable. */
final class Servers {

  private static final String HEAP = "1g";

  /** Waits for room, as `serve` is advised to, and rotates, so that the disk does not fill up. */
  private static final String OWN =
      """
      EVENT_LOGGER_NAME: file
      EVENT_LOGGERS:
        file: {path: %folder/events.ndjson, gzip: false, keep: 1}
      EVENT_SCHEMAS: {path: %folder/schema.yaml}
      EVENT_DELIVERY: {on_full: block(1m), close_timeout: 2m%delivery}
      EVENT_SERVER: {port: 0, limits: {idle_timeout: 10m}}
      """;

  private static final String JOURNAL = ", directory: %folder/journal, sync: interval";

  /**
   * The body is read for the mirror, whose request ends within nginx, and written by the access
   * log, whose lines go to the file in blocks. No file exists for the request itself, and the
   * resulting error becomes the JSON answer.
   */
  private static final String NGINX =
      """
      daemon off;
      worker_processes auto;
      pid %folder/pid;
      error_log stderr crit;
      events { worker_connections 4096; }
      http {
        client_body_temp_path %folder/bodies;
        proxy_temp_path %folder/proxy;
        fastcgi_temp_path %folder/fastcgi;
        uwsgi_temp_path %folder/uwsgi;
        scgi_temp_path %folder/scgi;
        log_format body escape=none '$request_body';
        log_not_found off;
        access_log %folder/events.ndjson body buffer=64k;
        client_body_in_single_buffer on;
        client_body_buffer_size 256k;
        keepalive_requests 1000000000;
        server {
          listen 127.0.0.1:%port backlog=4096;
          root %folder/none;
          location / { mirror /discard; error_page 403 404 =200 @answer; }
          location = /discard { internal; access_log off; return 204; }
          location @answer {
            default_type application/json;
            return 200 '{"received":1,"accepted":1,"filtered":0,"invalid":0,"dropped":0,"duplicates":0,"verdicts":[]}';
          }
        }
      }
      """;

  /** Makes nginx follow the protocol of {@link Child}. */
  private static final String NGINX_CHILD =
      """
      nginx -p "$1" -c "$1/nginx.conf" -e stderr & nginx=$!
      until [ -s "$1/pid" ]; do sleep 0.05; done
      echo "$2"
      while read -r told; do echo flushed; done
      kill -QUIT "$nginx"
      wait "$nginx"
      grep -c . "$1/events.ndjson"
      """;

  private final Path folder;

  Servers(Path folder) {
    this.folder = folder;
  }

  ServerProcess start(Contestant contestant) throws IOException {
    return switch (contestant) {
      case MEMORY, CLIENT_IDS, NO_SCHEMA -> own(HEAP, "");
      case JOURNAL -> own(HEAP, JOURNAL);
      case JETTY -> ServerProcess.java(HEAP, DiscardingJetty.class);
      case NGINX -> nginx();
    };
  }

  /** This library's server in memory, with a heap of this size. */
  ServerProcess own(String heap) throws IOException {
    return own(heap, "");
  }

  private ServerProcess own(String heap, String delivery) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), Clicks.SCHEMA);
    Path yaml = folder.resolve("server.yaml");
    Files.writeString(yaml, filled(OWN.replace("%delivery", delivery)));
    return ServerProcess.java(heap, OwnServer.class, yaml.toString());
  }

  private ServerProcess nginx() throws IOException {
    String port = Integer.toString(freePort());
    Files.writeString(folder.resolve("nginx.conf"), filled(NGINX).replace("%port", port));
    return ServerProcess.start(
        List.of("sh", "-c", NGINX_CHILD, "nginx-server", folder.toString(), port));
  }

  private String filled(String template) {
    return template.replace("%folder", folder.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether there is an nginx on this machine. */
  static boolean hasNginx() throws InterruptedException {
    try {
      return new ProcessBuilder("nginx", "-v")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
