package dev.eventlogger.cli;

/** The format of answers. */
enum Format {
  /** For people. */
  TABLE,
  /** One array of JSON. */
  JSON,
  /** Lines of JSON. */
  NDJSON,
  /** Comma-separated values, for spreadsheets. */
  CSV
}
