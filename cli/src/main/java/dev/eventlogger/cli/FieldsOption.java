package dev.eventlogger.cli;

import dev.eventlogger.query.export.Column;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which fields of events a command prints. */
final class FieldsOption {

  @Option(
      names = "--fields",
      paramLabel = "FIELD",
      description =
          "Which fields are printed, in which order: those of --where, data and context, such as "
              + "created_at,uid,data.element.")
  private List<String> fields = new ArrayList<>();

  /** The columns; empty if none are named. */
  List<Column> columns() {
    return UserMistake.ifWrong(
        "--fields: ",
        () -> fields.stream().flatMap(some -> Column.parseAll(some).stream()).toList());
  }
}
