package dev.eventlogger.intake.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Nesting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Gramex's own keys and requests; skipped where these are missing. */
class GramexCasesTest {

  private static final Path CASES =
      Path.of("")
          .toAbsolutePath()
          .getParent()
          .resolveSibling("shared")
          .resolve("data/gramex/cases.json");
  private static final String HOME = "/home/app";

  private static JsonNode cases() throws IOException {
    assumeTrue(Files.exists(CASES), "the shared data is not there");
    return new ObjectMapper().readTree(CASES.toFile());
  }

  @Test
  void allKeysButCookiesGiveWhatGramexGives() throws IOException {
    JsonNode cases = cases();
    List<ContextKey> keys = new ArrayList<>();
    for (JsonNode key : cases.at("/config/gramexlog/extra/keys")) {
      if (!key.textValue().startsWith("cookies.")) {
        keys.add(ContextKey.parse(key.textValue()));
      }
    }
    JsonNode extra = cases.at("/cases/1");

    assertThat(keys).hasSize(13);
    for (String request : List.of("first", "second")) {
      Map<String, Object> expected = expected(extra, request, keys);
      Map<String, Object> answers = new TreeMap<>(expected);
      answers.values().removeIf(""::equals);
      ContextKeys contextKeys =
          new ContextKeys(
              new ContextSettings(keys), answers::get, Clock.systemUTC(), Map.of("HOME", HOME));

      assertThat(contextKeys.collect(EventDraft.named("x")))
          .isEqualTo(Nesting.merge(Map.of(), expected));
    }
  }

  /** The part of Gramex's output that is about the keys. */
  private static Map<String, Object> expected(
      JsonNode extra, String request, List<ContextKey> keys) {
    Map<String, Object> expected = new TreeMap<>();
    for (ContextKey key : keys) {
      JsonNode every = extra.get("every_document").get(key.toString());
      JsonNode own = extra.get(request).get(key.toString());
      expected.put(key.toString(), value(own != null ? own : every));
    }
    return expected;
  }

  private static Object value(@Nullable JsonNode value) {
    if (value == null) {
      return "";
    }
    String text = value.asText();
    return value.isInt() ? (Object) value.intValue() : text.equals("$HOME") ? HOME : text;
  }

  @Test
  void everyDirectKeyMayBeConfigured() throws IOException {
    cases()
        .get("direct_keys")
        .fieldNames()
        .forEachRemaining(key -> assertThat(ContextKey.parse(key)).hasToString(key));
  }
}
