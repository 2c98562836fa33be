package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.query.EventStore;
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
    add(new SinkJar(folder, "shelf.jar").store("app.Shelf", "shelf", ""));

    assertThat(catalog().has(LOG)).isTrue();
    try (EventStore store = catalog().open(LOG)) {
      assertThat(store.storeName()).isEqualTo("shelf");
    }
  }

  @Test
  void aBrokenStoreHidesNoOther() throws Exception {
    add(new SinkJar(folder, "1-absent.jar").storeService("app.Absent"));
    add(new SinkJar(folder, "2-name.jar").store("app.Named", "Not A Name", ""));
    add(new SinkJar(folder, "3-good.jar").store("app.Shelf", "shelf", ""));

    StoreCatalog catalog = catalog();

    assertThat(catalog.stores()).extracting(FoundSink::name).containsExactly("shelf");
    assertThat(catalog.broken())
        .extracting(BrokenSink::reason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("app.Absent", "not found"),
            reason -> assertThat(reason).contains("its storeName() does not match"));
  }

  @Test
  void saysThatASinkHasNoStore() throws Exception {
    add(new SinkJar(folder, "other.jar").store("app.Other", "other", ""));
    StoreCatalog catalog = catalog().withBroken(List.of(new BrokenSink("x.jar", "torn")));

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
    add(new SinkJar(folder, "1.jar").store("app.One", "shelf", ""));
    add(new SinkJar(folder, "2.jar").store("app.Two", "shelf", ""));

    assertThat(catalog().duplicates()).hasSize(1);
    assertThatThrownBy(() -> catalog().open(LOG))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("several stores are called \"shelf\"; remove all JARs but one of: ")
        .hasMessageContaining("app.One in ");
  }

  @Test
  void closesAStoreThatCannotBeOpened() throws Exception {
    add(
        new SinkJar(folder, "shut.jar")
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

  private void add(SinkJar jar) throws Exception {
    loaders.add(jar.loader());
  }

  private StoreCatalog catalog() {
    return StoreCatalog.of(loaders);
  }
}
