package dev.eventlogger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.BrokenPlugin;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.FoundPlugin;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.testing.PluginJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCatalogTest {

  private static final LogConfig LOG =
      EventLoggerConfig.parse("e.yaml", "EVENT_LOGGER_NAME: shelf", Map.of()).logs().get(0);

  @TempDir private Path folder;
  private final List<ClassLoader> loaders = new ArrayList<>();

  @Test
  void opensTheStoreThatHasTheNameOfTheSink() throws Exception {
    add(new PluginJar(folder, "shelf.jar").store("app.Shelf", "shelf", ""));

    assertThat(catalog().has(LOG)).isTrue();
    try (EventStore store = catalog().open(LOG)) {
      assertThat(store.storeName()).isEqualTo("shelf");
    }
  }

  @Test
  void aBrokenStoreHidesNoOther() throws Exception {
    add(new PluginJar(folder, "1-absent.jar").storeService("app.Absent"));
    add(new PluginJar(folder, "2-name.jar").store("app.Named", "Not A Name", ""));
    add(new PluginJar(folder, "3-good.jar").store("app.Shelf", "shelf", ""));

    StoreCatalog catalog = catalog();

    assertThat(catalog.stores()).extracting(FoundPlugin::name).containsExactly("shelf");
    assertThat(catalog.broken())
        .extracting(BrokenPlugin::reason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("app.Absent", "not found"),
            reason -> assertThat(reason).contains("its storeName() does not match"));
  }

  @Test
  void saysThatASinkHasNoStore() throws Exception {
    add(new PluginJar(folder, "other.jar").store("app.Other", "other", ""));
    StoreCatalog catalog = catalog().withBroken(List.of(new BrokenPlugin("x.jar", "torn")));

    assertThat(catalog.has(LOG)).isFalse();
    assertThatThrownBy(() -> catalog.open(LOG))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "e.yaml: EVENT_LOGGER_NAME: the events of log \"shelf\" cannot be read: the sink"
                + " \"shelf\" has no store (found: other; broken: x.jar: torn)");
    assertThatThrownBy(() -> StoreCatalog.of(List.of()).open(LOG))
        .hasMessageEndingWith("has no store (found: none)");
  }

  @Test
  void saysThatSeveralStoresHaveAName() throws Exception {
    add(new PluginJar(folder, "1.jar").store("app.One", "shelf", ""));
    add(new PluginJar(folder, "2.jar").store("app.Two", "shelf", ""));

    assertThat(catalog().duplicates()).hasSize(1);
    assertThatThrownBy(() -> catalog().open(LOG))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("several stores are called \"shelf\"; remove all JARs but one of: ")
        .hasMessageContaining("app.One in ");
  }

  @Test
  void closesAStoreThatCannotBeOpened() throws Exception {
    add(
        new PluginJar(folder, "shut.jar")
            .store(
                "app.Shut",
                "shelf",
                "throw new IllegalStateException(\"shut\");",
                "public void close() { System.setProperty(\"shelf.closed\", \"true\"); }"));
    try {
      assertThatThrownBy(() -> catalog().open(LOG)).hasMessage("shut");
      assertThat(System.getProperty("shelf.closed")).isEqualTo("true");
    } finally {
      System.clearProperty("shelf.closed");
    }
  }

  private void add(PluginJar jar) throws Exception {
    loaders.add(jar.loader());
  }

  private StoreCatalog catalog() {
    return StoreCatalog.of(loaders);
  }
}
