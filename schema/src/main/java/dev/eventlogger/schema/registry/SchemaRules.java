package dev.eventlogger.schema.registry;

/** What a schema must have beyond being a right JSON Schema. */
public enum SchemaRules {
  /** An identifier and a version; no property at the top whose name starts with two underscores. */
  DEFAULT,
  /**
   * What Jupyter Events asks for: an absolute {@code $id}, a {@code version} of its own, {@code
   * properties}, and no name that starts with two underscores at any depth.
   */
  JUPYTER
}
