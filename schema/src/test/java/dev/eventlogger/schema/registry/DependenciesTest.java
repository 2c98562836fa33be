package dev.eventlogger.schema.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class DependenciesTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.eventlogger");

  @Test
  void onlyThreeClassesKnowVertx() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(VertxRun.class, VertxSchema.class, WrittenSchema.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx..")
        .check(classes);
  }

  @Test
  void schemasDependOnEventsOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.eventlogger.schema.registry")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.eventlogger",
            "dev.eventlogger.config..",
            "dev.eventlogger.delivery..",
            "dev.eventlogger.schema")
        .check(classes);
  }
}
