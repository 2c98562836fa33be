package dev.eventlogger.spring.aot;

import dev.eventlogger.spring.LogEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

/**
 * What a native image needs from the event logger: modules named in service files, records that
 * settings are bound to, and resources. Ignores what is not on the class path. Immutable.
 */
final class EventLoggerHints implements RuntimeHintsRegistrar {

  private static final String SERVICES = "META-INF/services/";

  private static final List<String> MODULES =
      List.of(
          "dev.eventlogger.query.EventStore",
          "dev.eventlogger.spi.BaseEventLogger",
          "dev.eventlogger.spi.ConfigSection",
          "dev.eventlogger.spi.EventCheckProvider",
          "dev.eventlogger.spi.OutboxProvider");

  private static final List<String> SETTINGS =
      List.of(
          "dev.eventlogger.delivery.DeliverySettings",
          "dev.eventlogger.intake.context.ContextSettings",
          "dev.eventlogger.intake.policy.PolicySettings",
          "dev.eventlogger.schema.SchemaSettings",
          "dev.eventlogger.sink.cloudwatch.CloudWatchSettings",
          "dev.eventlogger.sink.console.ConsoleEventLogger$Settings",
          "dev.eventlogger.sink.db.OutboxSettings",
          "dev.eventlogger.sink.db.Settings",
          "dev.eventlogger.sink.elasticsearch.ElasticsearchSettings",
          "dev.eventlogger.sink.file.FileEventLogger$Settings",
          "dev.eventlogger.spi.BaseEventLogger$NoSettings",
          "dev.eventlogger.testkit.InMemoryEventStore$NoSettings",
          "dev.eventlogger.upkeep.ReportSettings");

  /** For Spring. */
  EventLoggerHints() {}

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
    ClassLoader classes = loader == null ? EventLoggerHints.class.getClassLoader() : loader;
    for (String service : MODULES) {
      hints.resources().registerPattern(SERVICES + service);
      modules(service, classes)
          .forEach(
              module ->
                  hints
                      .reflection()
                      .registerType(module, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS));
    }
    for (String settings : SETTINGS) {
      if (ClassUtils.isPresent(settings, classes)) {
        SettingsHints.register(hints.reflection(), ClassUtils.resolveClassName(settings, classes));
      }
    }
    hints.resources().registerPattern("dev/eventlogger/**/*.sql");
    hints.resources().registerPattern("dev/eventlogger/**/*.json");
    hints.proxies().registerJdkProxy(LogEvent.class);
  }

  /** The classes that the files of a service name, and that can be loaded. */
  private static List<Class<?>> modules(String service, ClassLoader loader) {
    try {
      return Collections.list(loader.getResources(SERVICES + service)).stream()
          .flatMap(file -> names(file).stream())
          .filter(name -> ClassUtils.isPresent(name, loader))
          .<Class<?>>map(name -> ClassUtils.resolveClassName(name, loader))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(URL file) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(name -> !name.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
