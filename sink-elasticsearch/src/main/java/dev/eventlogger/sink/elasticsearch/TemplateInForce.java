package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the present index has or would get, whichever template that comes from: of the
 * templates that match its name, the server silently uses the one with the highest priority. For
 * one thread.
 */
final class TemplateInForce {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.sink.elasticsearch");

  // We may not ask, it does not exist, or this server does not know the request.
  private static final Set<Integer> NO_ANSWER = Set.of(400, 403, 404, 405);

  private final Cluster cluster;
  private final Destination destination;
  private final String log;

  TemplateInForce(Cluster cluster, Destination destination, String log) {
    this.cluster = cluster;
    this.destination = destination;
    this.log = log;
  }

  /**
   * Compares what is in force with our fields.
   *
   * @param mapping our fields
   * @param areOurs whether our templates are there as we would install them
   * @throws SinkException if another template than ours is in force, and lacks our fields
   */
  void check(JsonNode mapping, boolean areOurs) throws IOException, SinkException {
    String index = destination.nameAt(Instant.now());
    Optional<JsonNode> made = ask("POST", "/_index_template/_simulate_index/" + index);
    if (made.isPresent()) {
      check(index, mapping, made.get(), areOurs);
    }
    Optional<JsonNode> existing = ask("GET", "/" + index + "/_mapping");
    if (existing.isPresent()) {
      existing
          .get()
          .properties()
          .forEach(one -> checkExisting(one.getKey(), mapping, one.getValue()));
    }
  }

  private void check(String index, JsonNode mapping, JsonNode made, boolean areOurs)
      throws IOException, SinkException {
    String lack = Templates.difference(mapping, made.at("/template/mappings"), "");
    JsonNode winner = ask("GET", "/_index_template").map(all -> winner(all, index)).orElse(null);
    boolean isOurs = winner != null && isOurs(winner);
    boolean makesStream = winner != null && winner.at("/index_template").has("data_stream");
    if (lack == null && (winner == null || makesStream == destination.isDataStream())) {
      return;
    }
    String what =
        winner == null
            ? "no template gives " + index + " its fields"
            : "the template "
                + winner.path("name").asText()
                + ", of priority "
                + priority(winner)
                + ", gives "
                + index
                + (lack == null
                    ? (makesStream ? " a data stream" : " no data stream")
                    : " other fields than events need" + at(lack));
    if (areOurs && winner != null && !isOurs) {
      throw SinkException.misconfigured(
          cluster.where("templates")
              + ": "
              + what
              + "; set template_priority above "
              + priority(winner)
              + ", change that template, or accept it by templates: none",
          null);
    }
    if (!isOurs) {
      warn(what + "; events may be refused, and not all of them found");
    }
  }

  private void checkExisting(String index, JsonNode mapping, JsonNode existing) {
    String lack = Templates.difference(mapping, existing.path("mappings"), "");
    if (lack != null) {
      warn(
          "the index "
              + index
              + " has other fields than events need"
              + at(lack)
              + ": another template made it; events may be refused, and not all of them found");
    }
  }

  private static String at(String lack) {
    return lack.isEmpty() ? "" : ", at " + lack;
  }

  private void warn(String what) {
    LOG.log(Level.WARNING, "log " + log + ": " + what);
  }

  private boolean isOurs(JsonNode template) {
    return template.path("name").asText().equals(destination.templateName());
  }

  private static long priority(JsonNode template) {
    return template.at("/index_template/priority").asLong(0);
  }

  /** The template with the highest priority whose patterns match a name. */
  private static @Nullable JsonNode winner(JsonNode all, String index) {
    JsonNode winner = null;
    for (JsonNode template : all.path("index_templates")) {
      boolean matches =
          StreamSupport.stream(template.at("/index_template/index_patterns").spliterator(), false)
              .anyMatch(pattern -> matches(pattern.asText(), index));
      if (matches && (winner == null || priority(template) > priority(winner))) {
        winner = template;
      }
    }
    return winner;
  }

  private static boolean matches(String pattern, String name) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    return name.matches(regex);
  }

  /** The answer; empty if the server has none for us. */
  private Optional<JsonNode> ask(String method, String path) throws IOException {
    try {
      return Optional.of(cluster.ask(method, path));
    } catch (IOException | ElasticsearchException e) {
      if (NO_ANSWER.contains(ElasticsearchFailures.status(e))) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
