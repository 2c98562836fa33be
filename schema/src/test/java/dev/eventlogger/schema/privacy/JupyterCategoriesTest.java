package dev.eventlogger.schema.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.SchemaRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cases of Jupyter Telemetry, from outside the repository; skipped if absent. */
class JupyterCategoriesTest {

  private static final Path CASES =
      Path.of("")
          .toAbsolutePath()
          .getParent()
          .resolveSibling("shared")
          .resolve("data/jupyter/telemetry/category_filter_cases.json");

  @Test
  void eachEventIsRecordedAsThere() throws Exception {
    assumeTrue(Files.isRegularFile(CASES), "the shared data is not there");
    List<?> cases = (List<?>) new JsonReader().read(Files.readString(CASES));

    assertThat(cases).hasSize(19);
    for (Object each : cases) {
      Map<String, Object> one = asMap(each);
      Map<String, Object> schema = asMap(one.get("schema"));
      SchemaRef ref = new SchemaRef("test.event", "1");
      AllowedSchemas allowed = AllowedSchemas.of("allowed_schemas", one.get("allowed_schemas"));

      assertThat(allowed.isAllowed(ref)).isTrue();
      Redaction redaction =
          Redaction.compile(schema, RefResolver.within(schema), allowed.forSchema(ref), null);
      assertThat(redaction.apply(asMap(one.get("event"))))
          .as(String.valueOf(one.get("id")))
          .isEqualTo(one.get("expected"));
    }
  }

  @SuppressWarnings("unchecked") // JSON objects have text as keys
  private static Map<String, Object> asMap(Object value) {
    return (Map<String, Object>) value;
  }
}
