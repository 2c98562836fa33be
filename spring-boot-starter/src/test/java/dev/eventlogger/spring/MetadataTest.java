package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.delivery.DeliverySettings;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What editors complete. */
class MetadataTest {

  private static final String FILE = "/META-INF/spring-configuration-metadata.json";

  @Test
  void namesEachSettingOfTheStarterAndOfDelivery() throws Exception {
    List<String> named = new ArrayList<>();
    try (InputStream file = MetadataTest.class.getResourceAsStream(FILE)) {
      JsonNode properties = new ObjectMapper().readTree(file).get("properties");
      properties.forEach(property -> named.add(property.get("name").asText()));
    }

    assertThat(named)
        .doesNotHaveDuplicates()
        .containsAll(below("event-logger", EventLoggerProperties.class, "api", "audit"))
        .containsAll(below("event-logger.api", EventLoggerProperties.Api.class))
        .containsAll(below("event-logger.audit", EventLoggerProperties.Audit.class));
    assertThat(named)
        .filteredOn(name -> name.matches("event-logger\\.delivery\\.[a-z-]*"))
        .containsExactlyInAnyOrderElementsOf(
            below("event-logger.delivery", DeliverySettings.class, "retry"));
  }

  private static List<String> below(String prefix, Class<?> record, String... but) {
    return Stream.of(record.getRecordComponents())
        .map(RecordComponent::getName)
        .filter(name -> !List.of(but).contains(name))
        .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
        .map(name -> prefix + "." + name)
        .toList();
  }
}
