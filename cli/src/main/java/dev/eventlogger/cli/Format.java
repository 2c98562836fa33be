package dev.eventlogger.cli;

/** How answers are printed. */
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
