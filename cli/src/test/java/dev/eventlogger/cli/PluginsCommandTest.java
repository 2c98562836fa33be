package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PluginsCommandTest {

  // A library that the command also has, but in the plugin's own version.
  private static final String LIBRARY = "com.fasterxml.jackson.core.Version";

  @TempDir private Path plugins;

  @Test
  void listsTheSinksOfTheCommand() {
    CommandRun run = CommandRun.of("plugins");

    assertThat(lines(run))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("cloudwatch ").contains("CloudWatchEventLogger"),
            line -> assertThat(line).startsWith("console ").contains("ConsoleEventLogger"),
            line -> assertThat(line).startsWith("db ").contains("DbEventLogger"),
            line ->
                assertThat(line).startsWith("elasticsearch ").contains("ElasticsearchEventLogger"),
            line -> assertThat(line).startsWith("file ").contains("FileEventLogger"),
            line -> assertThat(line).startsWith("kafka ").contains("KafkaEventLogger"),
            line -> assertThat(line).startsWith("null ").contains("NullEventLogger"));
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void listsThePluginsOfAFolder() throws IOException {
    new PluginJar().sink("org.example.One", "\"one\"").writeTo(plugins.resolve("one.jar"));
    new PluginJar().sink("org.example.Two", "\"two\"").writeTo(plugins.resolve("two.jar"));
    Files.writeString(plugins.resolve("README.md"), "not a plugin");

    CommandRun run = list();

    assertThat(lines(run))
        .hasSize(9)
        .contains("one (no version) org.example.One " + plugins.resolve("one.jar"))
        .contains("two (no version) org.example.Two " + plugins.resolve("two.jar"));
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void listsWhatIsBrokenAndHidesNothing() throws IOException {
    Path broken = plugins.resolve("a-broken.jar");
    new PluginJar().registered("org.example.Gone").writeTo(broken);
    Path text = Files.writeString(plugins.resolve("b-text.jar"), "not a JAR");
    new PluginJar().sink("org.example.Fine", "\"fine\"").writeTo(plugins.resolve("c.jar"));

    CommandRun run = list();

    assertThat(lines(run))
        .hasSize(10)
        .contains("broken: " + broken + ": Provider org.example.Gone not found")
        .anyMatch(line -> line.startsWith("broken: " + text + ": not a readable JAR: "))
        .anyMatch(line -> line.startsWith("fine "));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void listsSinksOfOneNameWithTheirJars() throws IOException {
    Path mine = plugins.resolve("mine.jar");
    new PluginJar().sink("org.example.MyConsole", "\"console\"").writeTo(mine);

    CommandRun run = list();

    assertThat(run.outLines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "duplicate: several sinks are called \"console\"; remove all JARs but one")
                    .contains("org.example.MyConsole in " + mine)
                    .contains("dev.eventlogger.sink.console.ConsoleEventLogger in "));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void listsAStoreThatIsBroken() throws IOException {
    Path broken = plugins.resolve("broken.jar");
    String services = "META-INF/services/dev.eventlogger.query.EventStore";
    new PluginJar()
        .resource(services, "org.example.Gone")
        .sink("org.example.Fine", "\"fine\"")
        .writeTo(broken);

    CommandRun run = list();

    assertThat(run.outLines())
        .contains("broken: " + broken + ": Provider org.example.Gone not found");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void saysWhyAJarBringsNoSink() throws IOException {
    Path library = plugins.resolve("a-library.jar");
    new PluginJar().type("org.example.Library", "").writeTo(library);
    Path forgotten = plugins.resolve("b-forgotten.jar");
    new PluginJar().sink("org.example.Sink", "\"x\"").unregistered().builtBy(21).writeTo(forgotten);
    Path notProcessed = plugins.resolve("c-not-processed.jar");
    new PluginJar()
        .sink("org.example.Sink", "\"x\"")
        .unregistered()
        .builtBy(25)
        .writeTo(notProcessed);

    CommandRun run = list();

    String missing =
        ": org.example.Sink cannot be found: the JAR has no"
            + " META-INF/services/dev.eventlogger.spi.BaseEventLogger; annotate the class with"
            + " @AutoService(BaseEventLogger.class)";
    assertThat(run.outLines())
        .contains(
            "broken: "
                + library
                + ": brings no sink: no class in it extends dev.eventlogger.spi.BaseEventLogger; a"
                + " library that a plugin needs belongs into the plugin's own JAR",
            "broken: " + forgotten + missing,
            "broken: "
                + notProcessed
                + missing
                + "; if it is: the JAR was built by JDK 25, and javac from JDK 23 on runs"
                + " AutoService only where auto-service is among the annotationProcessorPaths, or"
                + " with -proc:full");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aMissingSinkIsAdvisedToGoToTheFolderOfPlugins() throws IOException {
    Path config = Files.writeString(plugins.resolve("a.yaml"), "EVENT_LOGGER_NAME: webhook");

    CommandRun run = CommandRun.of("config", "check", "--config", config, "--plugins", plugins);

    assertThat(run.err())
        .contains(
            "there is no logger \"webhook\"; add the JAR that holds it to the folder " + plugins);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void refusesAFolderThatIsNone() {
    Path none = plugins.resolve("none");

    CommandRun run = CommandRun.of("plugins", "--plugins", none);

    assertThat(run.errLines()).containsExactly("--plugins: " + none + " is not a folder");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void givesAPluginTheLibraryThatItBrings() throws IOException {
    new PluginJar()
        .type(LIBRARY, "", "public static String name() { return \"brought-along\"; }")
        .sink("org.example.Sink", LIBRARY + ".name()")
        .writeTo(plugins.resolve("fat.jar"));

    CommandRun run = list();

    assertThat(run.outLines()).anyMatch(line -> line.startsWith("brought-along "));
    assertThat(run.exitCode()).as(run.out()).isZero();
  }

  @Test
  void givesAPluginTheLibraryOfTheCommandWhereItBringsNone() throws IOException {
    new PluginJar()
        .sink("org.example.Sink", LIBRARY + ".unknownVersion().isUnknownVersion() ? \"a\" : \"b\"")
        .writeTo(plugins.resolve("thin.jar"));

    CommandRun run = list();

    assertThat(run.outLines()).anyMatch(line -> line.startsWith("a "));
  }

  @Test
  void keepsPluginsApart() throws IOException {
    for (String name : new String[] {"one", "two"}) {
      new PluginJar()
          .type("org.example.Shared", "", "static String name() { return \"" + name + "\"; }")
          .sink("org.example.Sink", "Shared.name()")
          .writeTo(plugins.resolve(name + ".jar"));
    }

    CommandRun run = list();

    assertThat(run.outLines())
        .anyMatch(line -> line.startsWith("one ") && line.endsWith("one.jar"))
        .anyMatch(line -> line.startsWith("two ") && line.endsWith("two.jar"));
    assertThat(run.exitCode()).as(run.out()).isZero();
  }

  @Test
  void givesAPluginItsOwnResource() throws IOException {
    // The command has a file with this name, too.
    String path = "META-INF/services/com.fasterxml.jackson.core.JsonFactory";
    new PluginJar()
        .resource(path, "brought-along")
        .sink("org.example.Sink", "text()", text(path))
        .writeTo(plugins.resolve("own.jar"));

    CommandRun run = list();

    assertThat(run.outLines()).anyMatch(line -> line.startsWith("brought-along "));
  }

  private static String text(String path) {
    return """
        private String text() {
          try (var in = getClass().getResourceAsStream("/%s")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
        """
        .formatted(path);
  }

  /** The lines without the sink of the testkit, and with single blanks between columns. */
  private static List<String> lines(CommandRun run) {
    return run.outLines().stream()
        .filter(line -> !line.startsWith("in-memory "))
        .map(line -> line.replaceAll(" +", " "))
        .toList();
  }

  private CommandRun list() {
    return CommandRun.of("plugins", "--plugins", plugins);
  }
}
