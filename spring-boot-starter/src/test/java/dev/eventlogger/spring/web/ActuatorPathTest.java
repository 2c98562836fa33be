package dev.eventlogger.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

@Tag("smoke")
class ActuatorPathTest {

  private static Environment environment(String servlet, String base) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("spring.mvc.servlet.path", servlet);
    settings.put("management.endpoints.web.base-path", base);
    settings.values().removeIf(Objects::isNull);
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    return environment;
  }

  @ParameterizedTest
  @CsvSource({
    ", , /actuator/health, true",
    ", , /actuators, false",
    "/, , /actuator, true",
    "/api, , /api/actuator/health, true",
    "/api, , /actuator/health, false",
    "/api/, /manage/, /api/manage/info, true",
    "/api, /, /api/orders, false",
  })
  void isBelowThatOfTheServlet(String servlet, String base, String path, boolean isThere) {
    assertThat(ActuatorPath.ofMvc(environment(servlet, base)).has(path)).isEqualTo(isThere);
  }

  @ParameterizedTest
  @CsvSource({"/actuator/health, true", "/api/actuator/health, false"})
  void isBelowNoServletWithWebFlux(String path, boolean isThere) {
    assertThat(ActuatorPath.ofFlux(environment("/api", null)).has(path)).isEqualTo(isThere);
  }
}
