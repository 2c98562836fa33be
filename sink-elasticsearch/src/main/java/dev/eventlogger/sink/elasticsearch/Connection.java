package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;

/** Makes the client that the settings describe. Nothing is connected until it is used. */
final class Connection {

  private Connection() {}

  /**
   * A client of all hosts; closing it closes its connections.
   *
   * @throws IllegalArgumentException if {@code ca_file} cannot be read or holds no certificate
   */
  static ElasticsearchClient open(ElasticsearchSettings settings) {
    JacksonJsonpMapper mapper = new JacksonJsonpMapper(new ObjectMapper());
    return new ElasticsearchClient(
        // Its own tracing would need another library of logging, and trace what logs events.
        new ElasticsearchTransportBase(
            new JdkHttpClient(settings), null, mapper, NoopInstrumentation.INSTANCE) {});
  }

  static int port(URI uri) {
    int standard = uri.getScheme().equals("https") ? 443 : 80;
    return uri.getPort() >= 0 ? uri.getPort() : standard;
  }
}
