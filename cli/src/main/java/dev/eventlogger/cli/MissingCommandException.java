package dev.eventlogger.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command that only groups subcommands was called without one. */
final class MissingCommandException extends ParameterException {

  private static final long serialVersionUID = 1;

  MissingCommandException(CommandLine command) {
    super(command, "Missing command; name one of the above");
  }
}
