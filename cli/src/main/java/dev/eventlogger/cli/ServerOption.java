package dev.eventlogger.cli;

import dev.eventlogger.cli.remote.RemoteServer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command asks, if any. */
final class ServerOption {

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "Asks the server there, as event-logger serve starts it, and reads no configuration.")
  private @Nullable String server;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:EVENT_LOGGER_TOKEN}",
      description =
          "The key to show to the server. Others on this machine can see it among the arguments; "
              + "the environment variable EVENT_LOGGER_TOKEN is the default.")
  private @Nullable String token;

  /** The server to ask; empty if none was named. */
  Optional<RemoteServer> server() {
    if (server == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RemoteServer(server, token == null || token.isEmpty() ? null : token));
    } catch (IllegalArgumentException e) {
      throw new UserMistake("--server: " + e.getMessage());
    }
  }

  /** Whether a server was named. */
  boolean isThere() {
    return server != null;
  }
}
