package dev.eventlogger.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The clients that {@code src/test/clients} names: brought from npm once, as its lock file says, to
 * {@code target/clients}. Where there is no node, or npm cannot bring them, the test is skipped.
 * Thread-safe.
 */
final class NodeClients implements ExecutionCondition, ParameterResolver {

  private static final Path SOURCE = Path.of("src", "test", "clients");
  private static final Path INSTALLED = Path.of("target", "clients");
  private static final String LOCK = "package-lock.json";
  private static final long PATIENCE_SECONDS = 180;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Installation.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return installation(context);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String missing = installation(context).missing();
    return missing == null
        ? ConditionEvaluationResult.enabled("the clients are there")
        : ConditionEvaluationResult.disabled(missing);
  }

  private static Installation installation(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(
            Installation.class, type -> NodeClients.install(), Installation.class);
  }

  /**
   * Where the clients are.
   *
   * @param folder has the scripts, and {@code node_modules} beside them
   * @param missing why there are none; null if there are
   */
  record Installation(Path folder, @Nullable String missing) {

    /** Starts a script with a server, a key, and what it is to do. */
    NodeProcess start(String script, Object server, String key, String task) throws IOException {
      return NodeProcess.start(
          folder, List.of("node", script, server.toString(), key, task), script);
    }

    /** Runs it, and returns what it reports. */
    NodeProcess.Report run(String script, Object server, String key, String task)
        throws IOException, InterruptedException {
      try (NodeProcess process = start(script, server, key, task)) {
        return process.report();
      }
    }
  }

  private static Installation install() {
    String missing = tryInstall();
    if (missing != null) {
      System.out.println("[WARNING] The tests with real clients are skipped: " + missing);
    }
    return new Installation(INSTALLED.toAbsolutePath(), missing);
  }

  private static @Nullable String tryInstall() {
    try {
      if (run(List.of("node", "--version")) != 0) {
        return "there is no node";
      }
      Path stamp = INSTALLED.resolve("installed-" + LOCK);
      Files.createDirectories(INSTALLED);
      boolean isInstalled =
          Files.exists(stamp) && Files.mismatch(stamp, SOURCE.resolve(LOCK)) == -1;
      copySource();
      if (!isInstalled) {
        if (run(npm()) != 0) {
          return "npm could not bring them; see " + INSTALLED.resolve("npm.log");
        }
        Files.copy(SOURCE.resolve(LOCK), stamp, REPLACE_EXISTING);
      }
      return null;
    } catch (IOException e) {
      return "there is no node, or no npm: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static List<String> npm() {
    return List.of(
        "npm",
        "ci",
        "--ignore-scripts",
        "--omit=optional",
        "--prefer-offline",
        "--no-audit",
        "--no-fund");
  }

  private static void copySource() throws IOException {
    List<Path> files = new ArrayList<>();
    try (var listed = Files.list(SOURCE)) {
      listed.forEach(files::add);
    }
    for (Path file : files) {
      Files.copy(file, INSTALLED.resolve(file.getFileName()), REPLACE_EXISTING);
    }
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(Files.createDirectories(INSTALLED).toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.to(INSTALLED.resolve(command.get(0) + ".log").toFile()))
            .start();
    if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      return process.exitValue();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    throw new IOException(command.get(0) + " was not done within " + PATIENCE_SECONDS + " s");
  }
}
