package dev.eventlogger.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command prints its answer. */
final class FormatOption {

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES}. Default: TABLE on a terminal, else NDJSON.")
  private @Nullable Format format;

  Format format() {
    if (format != null) {
      return format;
    }
    return Terminal.isOutput() ? Format.TABLE : Format.NDJSON;
  }
}
