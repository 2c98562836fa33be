package dev.eventlogger.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.eventlogger.spi.BaseEventLogger;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules for all modules together, which are on the class path of the command. */
class HouseTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .withImportOption(place -> !place.contains("-tests.jar"))
          .importPackages("dev.eventlogger");

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().matching("dev.eventlogger.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void modulesDependOneWayOnly() {
    mayNotKnow("dev.eventlogger.journal..", "..event..", "..spi..", "..config..", "..delivery..");
    mayNotKnow(
        "dev.eventlogger.(event|spi|config|delivery|intake)..",
        "dev.eventlogger.schema..",
        "dev.eventlogger.query..",
        "dev.eventlogger.formats..");
    mayNotKnow("dev.eventlogger.query..", "dev.eventlogger.schema..", "dev.eventlogger.formats..");
    mayNotKnow("dev.eventlogger.formats..", "dev.eventlogger.schema..", "dev.eventlogger.query..");
    mayNotKnow(
        "dev.eventlogger.server.trust..",
        "org.eclipse.jetty..",
        "dev.eventlogger.server.(http|access|intake|live|otlp)..",
        "dev.eventlogger.server",
        "dev.eventlogger");
    mayNotKnow(
        "dev.eventlogger.server.(export|reading|view)..",
        "org.eclipse.jetty..",
        "dev.eventlogger.server.(http|access|intake|live|otlp|trust)..",
        "dev.eventlogger.server",
        "dev.eventlogger");
    mayNotKnow("dev.eventlogger.sink..", "dev.eventlogger.schema..", "dev.eventlogger", "..cli..");
  }

  private static void mayNotKnow(String packages, String... others) {
    noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .dependOnClassesThat(resideInAnyPackage(others))
        .check(CLASSES);
  }

  @Test
  void modulesProvideWhatTheirServicesFilesName() throws Exception {
    Set<String> provided = new TreeSet<>();
    Set<String> registered = new TreeSet<>();
    for (URL file : Collections.list(loader().getResources(servicesFile()))) {
      ModuleDescriptor module = descriptor(file);
      if (module != null) {
        registered.addAll(names(file));
        module.provides().stream()
            .filter(service -> service.service().equals(BaseEventLogger.class.getName()))
            .forEach(service -> provided.addAll(service.providers()));
      }
    }

    assertThat(provided).isEqualTo(registered).hasSizeGreaterThanOrEqualTo(3);
  }

  private static ClassLoader loader() {
    return HouseTest.class.getClassLoader();
  }

  private static String servicesFile() {
    return "META-INF/services/" + BaseEventLogger.class.getName();
  }

  /** The module's descriptor; null if it declares none. */
  private static ModuleDescriptor descriptor(URL servicesFile) throws URISyntaxException {
    String text = servicesFile.toString();
    String place = text.substring(0, text.length() - servicesFile().length() - 1);
    String path = place.startsWith("jar:") ? place.substring(4, place.length() - 1) : place;
    return ModuleFinder.of(Path.of(new URI(path))).findAll().stream()
        .map(ModuleReference::descriptor)
        .filter(module -> !module.isAutomatic())
        .findFirst()
        .orElse(null);
  }

  private static List<String> names(URL file) throws IOException {
    try (var in = file.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toList());
    }
  }
}
