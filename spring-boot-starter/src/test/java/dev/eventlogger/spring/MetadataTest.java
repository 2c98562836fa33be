package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.delivery.DeliverySettings;
import dev.eventlogger.spring.config.EnvironmentTree;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The metadata by which editors complete settings. */
class MetadataTest {

  private static final String FILE = "/META-INF/spring-configuration-metadata.json";

  private static List<String> named() throws Exception {
    List<String> named = new ArrayList<>();
    try (InputStream file = MetadataTest.class.getResourceAsStream(FILE)) {
      JsonNode properties = new ObjectMapper().readTree(file).get("properties");
      properties.forEach(property -> named.add(property.get("name").asText()));
    }
    return named;
  }

  @Test
  void namesEachSettingOfTheStarterAndOfDeliveryAndTheOutbox() throws Exception {
    List<String> named = named();

    assertThat(named)
        .doesNotHaveDuplicates()
        .containsAll(below("event-logger", EventLoggerProperties.class, "api", "audit"))
        .containsAll(below("event-logger.api", EventLoggerProperties.Api.class))
        .containsAll(below("event-logger.audit", EventLoggerProperties.Audit.class));
    assertThat(named)
        .filteredOn(name -> name.matches("event-logger\\.delivery\\.[a-z-]*"))
        .containsExactlyInAnyOrderElementsOf(
            below("event-logger.delivery", DeliverySettings.class, "retry"));
    assertThat(named)
        .filteredOn(name -> name.startsWith("event-logger.outbox."))
        .extracting(name -> name.substring("event-logger.outbox.".length()))
        .containsExactlyInAnyOrder("url", "user", "password", "table", "schema", "poll", "batch");
  }

  @Test
  void takesEachOfThemFromAnEnvironmentVariable() throws Exception {
    for (String name : named()) {
      if (name.matches("event-logger\\.(enabled|config|loggers|policy|api\\..*|audit\\..*)")) {
        continue; // bound by Spring Boot itself, or with names that the application chooses
      }
      String variable = name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
      StandardEnvironment environment = new StandardEnvironment();
      environment
          .getPropertySources()
          .replace(
              StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
              new SystemEnvironmentPropertySource(
                  StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                  Map.of(variable, "x")));
      assertThat(EnvironmentTree.of(environment).values()).as(variable).hasSize(1);
    }
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
