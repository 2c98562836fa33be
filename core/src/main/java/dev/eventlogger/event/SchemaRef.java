package dev.eventlogger.event;

import static java.util.Objects.requireNonNull;

/**
 * The key of a schema. Two versions of one schema are two schemas, side by side.
 *
 * @param id the schema's {@code $id}, any URI reference
 * @param version compared as text: 1 and "1" are the same, "1" and "1.0" are not
 */
public record SchemaRef(String id, String version) {
  public SchemaRef {
    requireNonNull(id, "id");
    requireNonNull(version, "version");
  }

  @Override
  public String toString() {
    return id + " version " + version;
  }
}
