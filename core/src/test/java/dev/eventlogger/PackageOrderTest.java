package dev.eventlogger;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/**
 * Packages depend one way only: facade, then config, intake and delivery, then spi, then event;
 * delivery also depends on the journal, as do seals, which record a journal's progress.
 */
class PackageOrderTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .withImportOption(place -> !place.contains("/dev/eventlogger/testing/"))
          .importPackages("dev.eventlogger");

  @Test
  void packagesDependOneWayOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.eventlogger..")
        .withOptionalLayers(true)
        .layer("facade")
        .definedBy("dev.eventlogger")
        .layer("upkeep")
        .definedBy("dev.eventlogger.upkeep..")
        .layer("config")
        .definedBy("dev.eventlogger.config..")
        .layer("intake")
        .definedBy("dev.eventlogger.intake..")
        .layer("delivery")
        .definedBy("dev.eventlogger.delivery..")
        .layer("spi")
        .definedBy("dev.eventlogger.spi..")
        .layer("event")
        .definedBy("dev.eventlogger.event..")
        .layer("journal")
        .definedBy("dev.eventlogger.journal..")
        .ensureAllClassesAreContainedInArchitecture()
        .whereLayer("facade")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("upkeep")
        .mayOnlyBeAccessedByLayers("facade")
        .whereLayer("config")
        .mayOnlyBeAccessedByLayers("facade", "upkeep")
        .whereLayer("intake")
        .mayOnlyBeAccessedByLayers("facade", "upkeep")
        .whereLayer("delivery")
        .mayOnlyBeAccessedByLayers("facade", "upkeep")
        .whereLayer("spi")
        .mayOnlyBeAccessedByLayers("facade", "upkeep", "config", "intake", "delivery")
        .whereLayer("event")
        .mayOnlyBeAccessedByLayers("facade", "upkeep", "config", "intake", "delivery", "spi")
        .whereLayer("journal")
        .mayOnlyBeAccessedByLayers("upkeep", "config", "delivery", "spi")
        .check(CLASSES);
  }

  @Test
  void theEventPackageStandsAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.eventlogger.event..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.eventlogger..")
                .and(not(resideInAPackage("dev.eventlogger.event.."))))
        .check(CLASSES);
  }

  @Test
  void oneClassKnowsJacksonsTree() {
    noClasses()
        .that()
        .haveNameNotMatching("dev\\.eventlogger\\.event\\.JsonNodes(\\$.*)?")
        .should()
        .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.databind.."))
        .check(CLASSES);
  }

  @Test
  void packagesAreNamedForWhatTheyAreAbout() {
    noClasses().should().resideInAnyPackage("..internal..", "..util..", "..impl..").check(CLASSES);
  }

  @Test
  void thereAreClassesToCheck() {
    assertThat(CLASSES.contain("dev.eventlogger.event.Event")).isTrue();
  }
}
