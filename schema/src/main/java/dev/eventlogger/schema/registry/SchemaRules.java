package dev.eventlogger.schema.registry;

/** What a schema must have besides being a valid JSON Schema. */
public enum SchemaRules {
  /** An identifier and a version; no top-level property whose name starts with two underscores. */
  DEFAULT,
  /**
   * What Jupyter Events requires: an absolute {@code $id}, a {@code version} of its own, {@code
   * properties}, and no name that starts with two underscores at any depth.
   */
  JUPYTER
}
