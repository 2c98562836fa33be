package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.FoundPlugin;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.consume.ConsumerSettings;
import dev.eventlogger.delivery.DeliverySettings;
import dev.eventlogger.seal.log.LogSealProvider;
import dev.eventlogger.server.ServerSettings;
import dev.eventlogger.sink.db.DbOutboxProvider;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/configuration.md and docs/sinks.md name exactly the settings that the code reads. */
class ConfigurationReferenceTest {

  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([a-z_.]+)` \\|");

  @ParameterizedTest
  @MethodSource("sinks")
  void namesEverySettingOfASink(String name) throws Exception {
    Settings settings = new Settings();
    try {
      SinkCatalog.ofClassPath().create(name, "here").open(settings);
    } catch (Found e) {
      // Its settings are known now, though it was never opened.
    }

    assertThat(documented("sinks.md", "## The " + name + " sink"))
        .containsExactlyInAnyOrderElementsOf(settings.names);
  }

  static Stream<String> sinks() {
    return SinkCatalog.ofClassPath().sinks().stream()
        .map(FoundPlugin::name)
        .filter(name -> !name.equals("in-memory")); // the testkit's
  }

  @Test
  void namesEverySettingOfDelivery() throws IOException {
    assertThat(documented("configuration.md", "## EVENT_DELIVERY"))
        .containsExactlyInAnyOrderElementsOf(names("", DeliverySettings.class));
  }

  @Test
  void namesEverySettingOfTheServer() throws IOException {
    assertThat(documented("server.md", "## All settings"))
        .containsExactlyInAnyOrderElementsOf(names("", ServerSettings.class));
  }

  @Test
  void namesEverySettingOfTheConsumer() throws IOException {
    assertThat(documented("consume.md", "## All settings"))
        .containsExactlyInAnyOrderElementsOf(names("", ConsumerSettings.class));
  }

  @Test
  void namesEverySettingOfTheOutbox() throws IOException {
    Settings settings = new Settings();
    try {
      new DbOutboxProvider().check(settings);
    } catch (Found e) {
      // Its settings are known now, though it was never opened.
    }

    assertThat(documented("configuration.md", "## EVENT_OUTBOX"))
        .containsExactlyInAnyOrderElementsOf(settings.names);
  }

  @Test
  void namesEverySettingOfASeal() throws IOException {
    Settings settings = new Settings();
    try {
      new LogSealProvider().check(settings);
    } catch (Found e) {
      // Its settings are known now, though it was never opened.
    }

    assertThat(documented("configuration.md", "### seal"))
        .containsExactlyInAnyOrderElementsOf(settings.names);
  }

  private static List<String> documented(String page, String heading) throws IOException {
    String document = Files.readString(Path.of("../docs", page));
    String section = document.substring(document.indexOf("\n" + heading + "\n") + 1);
    int next = section.indexOf("\n## ", 1);
    String text = next < 0 ? section : section.substring(0, next);
    return FIRST_CELL
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(ConfigurationReferenceTest::name)
        .toList();
  }

  private static String name(String cell) {
    return cell.replaceAll("[| `]", "");
  }

  private static List<String> names(String prefix, Class<?> record) {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      String name = prefix + snakeCase(component.getName());
      boolean isNested = component.getType().isRecord() && !hasParse(component.getType());
      names.addAll(isNested ? names(name + ".", component.getType()) : List.of(name));
    }
    return names;
  }

  private static boolean hasParse(Class<?> type) {
    return Stream.of(type.getMethods()).anyMatch(method -> method.getName().equals("parse"));
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** Ends the opening of a sink as soon as it has asked for its settings. */
  private static final class Found extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Records which record a sink's settings are bound to. */
  private static final class Settings implements SinkConfig {
    private List<String> names = List.of();

    @Override
    public <R extends Record> R as(Class<R> type) {
      names = ConfigurationReferenceTest.names("", type);
      throw new Found();
    }

    @Override
    public String logName() {
      return "log";
    }
  }
}
