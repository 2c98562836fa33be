package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.spi.ConfigSection;
import dev.eventlogger.spi.SinkConfig;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules read sections of their own. */
class ConfigSectionTest {

  private static final String YAML =
      """
      EVENT_LOGGER_NAME: null
      EVENT_SERVER: {port: 8080, token: geheim}
      EVENT_SERVR: {port: 1}
      """;

  @TempDir private Path folder;
  private ClassLoader before;

  /** What a server's module would register. */
  public static final class Server implements ConfigSection {
    @Override
    public String key() {
      return "EVENT_SERVER";
    }

    @Override
    public void check(SinkConfig settings) {
      Settings unused = settings.as(Settings.class);
    }
  }

  /** A broken section. */
  public static final class Broken implements ConfigSection {
    @Override
    public String key() {
      throw new IllegalStateException("not today");
    }
  }

  /** A section whose key might be the application's. */
  public static final class Foreign implements ConfigSection {
    @Override
    public String key() {
      return "server";
    }
  }

  record Settings(Integer port, String token) {}

  @BeforeEach
  void remember() {
    before = Thread.currentThread().getContextClassLoader();
  }

  @AfterEach
  void reset() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void readsTheSectionOfAModule() throws Exception {
    EventLoggerConfig config = parse(Server.class);

    assertThat(config.section("EVENT_SERVER").as(Settings.class))
        .isEqualTo(new Settings(8080, "geheim"));
    assertThat(config.section("EVENT_POLICY")).isSameAs(config.policy());
    assertThat(config.warnings())
        .containsExactly("test.yaml: EVENT_SERVR: ignored; did you mean \"EVENT_SERVER\"?");
    assertThat(config.toString()).contains("EVENT_SERVER.port: 8080").doesNotContain("geheim");
  }

  @Test
  void reportsMistakesOfIt() throws Exception {
    EventLoggerConfig config = parse(Server.class);

    assertThatThrownBy(() -> config.section("EVENT_SERVER").as(None.class))
        .hasMessageStartingWith("test.yaml: EVENT_SERVER.port: unknown setting");
  }

  record None() {}

  @Test
  void letsAModuleCheckItsSection() throws Exception {
    load(Server.class);
    Problems problems = new Problems();

    EventLoggerConfig.parse("test.yaml", YAML, Map.of()).checkSections(problems);
    problems.throwIfAny();
    EventLoggerConfig.parse("test.yaml", "EVENT_SERVER: {prot: 1}", Map.of())
        .checkSections(problems);

    assertThatThrownBy(problems::throwIfAny)
        .hasMessageStartingWith(
            "test.yaml: EVENT_SERVER.prot: unknown setting; did you mean \"port\"?");
  }

  @Test
  void hasAnEmptySectionWhereTheFileHasNone() throws Exception {
    load(Server.class);

    assertThat(EventLoggerConfig.of(Map.of()).section("EVENT_SERVER").isEmpty()).isTrue();
  }

  @Test
  void passesOverASectionThatNoModuleReads() throws Exception {
    EventLoggerConfig config = parse();

    assertThat(config.warnings()).isEmpty();
    assertThatThrownBy(() -> config.section("EVENT_SERVER"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "EVENT_SERVER: no module reads such a section (known: EVENT_DELIVERY, EVENT_SCHEMAS,"
                + " EVENT_POLICY, EVENT_CONTEXT, EVENT_REPORTS, EVENT_OUTBOX)");
  }

  @Test
  void warnsOfAModuleThatIsBrokenAndReadsTheOthers() throws Exception {
    EventLoggerConfig config = parse(Broken.class, Foreign.class, Server.class);

    assertThat(config.section("EVENT_SERVER").isEmpty()).isFalse();
    assertThat(config.warnings())
        .filteredOn(warning -> warning.startsWith("the section of a module is ignored, since it"))
        .satisfiesExactly(
            warning -> assertThat(warning).contains("Broken", "not today"),
            warning ->
                assertThat(warning)
                    .contains("Foreign", "its key() does not match EVENT_[A-Z][A-Z0-9_]*"));
  }

  private EventLoggerConfig parse(Class<?>... sections) throws Exception {
    load(sections);
    return EventLoggerConfig.parse("test.yaml", YAML, Map.of());
  }

  private void load(Class<?>... sections) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (Class<?> section : sections) {
      lines.append(section.getName()).append('\n');
    }
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(ConfigSection.class.getName()), lines);
    URL[] urls = {folder.toUri().toURL()};
    Thread.currentThread().setContextClassLoader(new URLClassLoader(urls, before));
  }
}
