package dev.eventlogger.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

@Tag("smoke")
class ActuatorPathTest {

  private static MockEnvironment environment(String servlet, String base) {
    MockEnvironment environment = new MockEnvironment();
    if (servlet != null) {
      environment = environment.withProperty("spring.mvc.servlet.path", servlet);
    }
    return base == null
        ? environment
        : environment.withProperty("management.endpoints.web.base-path", base);
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
