package dev.eventlogger.schema;

import dev.eventlogger.event.SchemaRef;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Warns of a schema once. Thread-safe. */
final class SaidOnce {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.schema");

  /** Schema ids come from outside: so many are remembered, and no more are warned of. */
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
