package dev.eventlogger.cli;

import dev.eventlogger.query.Cancellation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long a store may take. */
final class TimeoutOption {

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "How long the answer may take, such as 30s; what is not answered by then is given up, in "
              + "the database too. query waits so long for each 1,000 events. Default: the limits "
              + "of the log's own settings.")
  private @Nullable Duration timeout;

  /** A limit for the answer to one question, from now on. */
  Cancellation cancellation() {
    if (timeout == null) {
      return Cancellation.withoutTimeout();
    }
    if (timeout.isZero()) {
      throw new UserMistake("--timeout: must be more than 0");
    }
    return Cancellation.after(timeout);
  }
}
