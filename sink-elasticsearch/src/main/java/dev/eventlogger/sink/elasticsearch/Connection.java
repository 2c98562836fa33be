package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;

/** Creates the client that the settings describe. It connects when it is first used. */
final class Connection {

  private Connection() {}

  /**
   * A client for all hosts; closing it closes its connections.
   *
   * @throws IllegalArgumentException if {@code ca_file} cannot be read or holds no certificate
   */
  static ElasticsearchClient open(ElasticsearchSettings settings) {
    JacksonJsonpMapper mapper = new JacksonJsonpMapper(new ObjectMapper());
    return new ElasticsearchClient(
        // The client's own tracing would require another logging library, and would trace the
        // logging of events.
        new ElasticsearchTransportBase(
            new JdkHttpClient(settings), null, mapper, NoopInstrumentation.INSTANCE) {});
  }

  static int port(URI uri) {
    int standard = uri.getScheme().equals("https") ? 443 : 80;
    return uri.getPort() >= 0 ? uri.getPort() : standard;
  }
}
