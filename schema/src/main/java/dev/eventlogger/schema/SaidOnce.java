package dev.eventlogger.schema;

import dev.eventlogger.event.SchemaRef;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Warns only once of each schema. Thread-safe. */
final class SaidOnce {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.schema");

  /** The most schemas that are remembered, and warned of: their ids come from outside. */
  private static final int MOST = 1000;

  private final Set<SchemaRef> said = ConcurrentHashMap.newKeySet();

  void warn(String what, SchemaRef schema) {
    if (said.size() < MOST && said.add(schema)) {
      LOG.log(Level.WARNING, what + printable(schema) + " (said once for each schema)");
    }
  }

  private static String printable(SchemaRef schema) {
    return schema.toString().replaceAll("[^\\x20-\\x7E]", "?");
  }
}
