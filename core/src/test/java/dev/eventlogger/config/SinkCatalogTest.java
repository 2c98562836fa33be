package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.testing.PluginJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkCatalogTest {

  @TempDir private Path folder;
  private final List<ClassLoader> loaders = new ArrayList<>();

  @Test
  void findsASinkAndSaysWhereItIsFrom() throws Exception {
    add(new PluginJar(folder, "good.jar").sink("app.Good", "good").version("1.2"));

    assertThat(catalog().sinks())
        .singleElement()
        .satisfies(
            sink -> {
              assertThat(sink.name()).isEqualTo("good");
              assertThat(sink.className()).isEqualTo("app.Good");
              assertThat(sink.origin()).endsWith("good.jar");
              assertThat(sink.version()).isEqualTo("1.2");
            });
  }

  @Test
  void makesANewInstanceForEveryLog() throws Exception {
    add(new PluginJar(folder, "good.jar").sink("app.Good", "good"));
    SinkCatalog catalog = catalog();

    BaseEventLogger first = catalog.create("good", "here");

    assertThat(catalog.create("good", "here")).isNotSameAs(first).hasSameClassAs(first);
  }

  @Test
  void aBrokenJarHidesNoOtherAndIsListedWithItsReason() throws Exception {
    add(new PluginJar(folder, "1-absent.jar").service("app.Absent"));
    add(new PluginJar(folder, "2-wrong-type.jar").type("app.Wrong", "").service("app.Wrong"));
    add(
        new PluginJar(folder, "3-constructor.jar")
            .sink(
                "app.Throws", "throws", "public Throws() { throw new RuntimeException(\"no\"); }"));
    add(
        new PluginJar(folder, "4-initialiser.jar")
            .sink(
                "app.Static",
                "static",
                "static { if (true) throw new RuntimeException(\"never\"); }"));
    add(
        new PluginJar(folder, "5-dependency.jar")
            .type("lib.Library", "")
            .sink("app.Needs", "needs", "private final lib.Library library = new lib.Library();")
            .without("lib.Library"));
    add(
        new PluginJar(folder, "6-too-new.jar")
            .sink("app.New", "new")
            .withClassVersion("app.New", 99));
    add(new PluginJar(folder, "7-syntax.jar").service("this is no class name"));
    add(new PluginJar(folder, "8-name.jar").sink("app.Named", "Not A Name"));
    add(new PluginJar(folder, "9-good.jar").sink("app.Good", "good"));

    SinkCatalog catalog = catalog();

    assertThat(catalog.sinks()).extracting(FoundPlugin::name).containsExactly("good");
    assertThat(catalog.broken())
        .extracting(broken -> Path.of(broken.origin()).getFileName() + ": " + broken.reason())
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith("1-absent.jar: ").contains("app.Absent", "not found"),
            line ->
                assertThat(line)
                    .startsWith("2-wrong-type.jar: ")
                    .contains("app.Wrong", "not a subtype"),
            line ->
                assertThat(line)
                    .startsWith("3-constructor.jar: ")
                    .contains("app.Throws", "RuntimeException: no"),
            line ->
                assertThat(line)
                    .startsWith("4-initialiser.jar: ")
                    .contains("app.Static", "RuntimeException: never"),
            line ->
                assertThat(line)
                    .startsWith("5-dependency.jar: ")
                    .contains("app.Needs", "lib/Library"),
            line ->
                assertThat(line)
                    .startsWith("6-too-new.jar: ")
                    .contains("app.New", "Java 55", "--release "),
            line -> assertThat(line).startsWith("7-syntax.jar: ").contains("syntax"),
            line ->
                assertThat(line).startsWith("8-name.jar: ").contains("app.Named", "loggerName()"));
  }

  @Test
  void anUnknownNameListsWhatThereIsAndWhatIsBroken() throws Exception {
    add(new PluginJar(folder, "broken.jar").service("app.Absent"));
    add(new PluginJar(folder, "good.jar").sink("app.Good", "webhook"));

    assertThatThrownBy(() -> catalog().create("webhok", "a.yaml: EVENT_LOGGER_NAME"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "a.yaml: EVENT_LOGGER_NAME: there is no logger \"webhok\"; did you mean \"webhook\"?"
                + " (found: null, webhook; broken: ")
        .hasMessageContaining("broken.jar: ")
        .hasMessageContaining("app.Absent");
  }

  @Test
  void anUnknownNameOfOursNamesTheArtifactToAdd() {
    assertThatThrownBy(() -> SinkCatalog.of(List.of()).create("file", "place"))
        .hasMessage(
            "place: there is no logger \"file\"; add dev.eventlogger:event-logger-sink-file to the"
                + " class path (found: null)");
  }

  @Test
  void refusesANameThatTwoSinksHaveNamingBothClassesAndJars() throws Exception {
    add(new PluginJar(folder, "one.jar").sink("app.One", "twin"));
    add(new PluginJar(folder, "two.jar").sink("app.Two", "twin"));
    add(new PluginJar(folder, "good.jar").sink("app.Good", "good"));
    SinkCatalog catalog = catalog();

    assertThatThrownBy(() -> catalog.create("twin", "place"))
        .hasMessageStartingWith("place: several sinks are called \"twin\"")
        .hasMessageContaining("app.One in ")
        .hasMessageContaining("one.jar")
        .hasMessageContaining("app.Two in ")
        .hasMessageContaining("two.jar");
    assertThat(catalog.duplicates()).hasSize(1);
    assertThat(catalog.create("good", "place").loggerName()).isEqualTo("good");
  }

  @Test
  void aSinkSeenThroughTwoLoadersIsOneSink() throws Exception {
    add(new PluginJar(folder, "good.jar").sink("app.Good", "good"));
    loaders.add(loaders.get(0));

    assertThat(catalog().duplicates()).isEmpty();
    assertThat(catalog().sinks()).hasSize(1);
  }

  @Test
  void theNullLoggerNeedsNoJar() {
    assertThat(SinkCatalog.of(List.of()).create("null", "place").loggerName()).isEqualTo("null");
  }

  private void add(PluginJar jar) throws Exception {
    loaders.add(jar.loader());
  }

  private SinkCatalog catalog() {
    return SinkCatalog.of(loaders);
  }
}
