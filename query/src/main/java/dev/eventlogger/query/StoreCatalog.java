package dev.eventlogger.query;

import dev.eventlogger.config.BrokenPlugin;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.FoundPlugin;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.config.Plugins;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The stores whose events can be read: found with {@link java.util.ServiceLoader}, each under the
 * name of its sink. Broken ones do not hide others, and are listed with the reason. Immutable.
 */
public final class StoreCatalog {

  private final Plugins<EventStore> found;

  private StoreCatalog(Plugins<EventStore> found) {
    this.found = found;
  }

  /** The stores that the thread's context class loader sees, else those beside this class. */
  public static StoreCatalog ofClassPath() {
    return of(Plugins.classPath());
  }

  /** The stores that class loaders see, in their order. */
  public static StoreCatalog of(List<? extends ClassLoader> loaders) {
    return new StoreCatalog(
        Plugins.find(
            EventStore.class,
            loader -> ServiceLoader.load(EventStore.class, loader),
            EventStore::storeName,
            "storeName",
            "stores",
            loaders));
  }

  /** This catalog, with broken stores found elsewhere added. */
  public StoreCatalog withBroken(List<BrokenPlugin> more) {
    return new StoreCatalog(found.withBroken(more));
  }

  /** The stores found, by name. */
  public List<FoundPlugin> stores() {
    return found.all();
  }

  /** Stores that are registered but cannot be used. */
  public List<BrokenPlugin> broken() {
    return found.broken();
  }

  /**
   * Names that several stores share, so that none can be found by them, each with all their places.
   */
  public List<String> duplicates() {
    return found.duplicates();
  }

  /** Whether the events of a log can be read. */
  public boolean has(LogConfig log) {
    return stores().stream().anyMatch(store -> store.name().equals(log.logger()));
  }

  /**
   * Makes and opens the store of a log. If the log is sealed, events can only be removed by their
   * ids.
   *
   * @throws ConfigException if its sink has no store, or more than one, or the settings are wrong
   * @throws Exception if the store cannot be opened for another reason
   */
  public EventStore open(LogConfig log) throws Exception {
    EventStore store =
        found.create(log.logger(), log.place(), "store").orElseThrow(() -> hasNone(log));
    boolean isOpen = false;
    try {
      store.open(log.settings());
      isOpen = true;
      return log.seal().isEmpty() ? store : new SealedEventStore(store, log.name());
    } finally {
      if (!isOpen) {
        store.close();
      }
    }
  }

  private ConfigException hasNone(LogConfig log) {
    String known = String.join(", ", stores().stream().map(FoundPlugin::name).toList());
    return new ConfigException(
        List.of(
            log.place()
                + ": the events of log \""
                + log.name()
                + "\" cannot be read: the sink \""
                + log.logger()
                + "\" has no store (found: "
                + (known.isEmpty() ? "none" : known)
                + found.brokenOnes()
                + ")"));
  }
}
