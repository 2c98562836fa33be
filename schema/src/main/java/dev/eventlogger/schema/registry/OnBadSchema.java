package dev.eventlogger.schema.registry;

/** What to do about the bad files of a folder of schemas. */
public enum OnBadSchema {
  /** Register nothing of the folder. */
  FAIL,
  /** Register the good ones and report the bad ones. */
  SKIP
}
