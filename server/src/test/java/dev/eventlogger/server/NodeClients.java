package dev.eventlogger.server;

import dev.eventlogger.testing.NpmPackages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The clients that {@code src/test/clients} names, installed once from npm, as its lock file says,
 * in {@code target/clients}. If there is no node, or npm fails, the test is skipped. Thread-safe.
 */
final class NodeClients implements ExecutionCondition, ParameterResolver {

  private static final Path SOURCE = Path.of("src", "test", "clients");
  private static final Path INSTALLED = Path.of("target", "clients");

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
   * @param folder the folder with the scripts and {@code node_modules}
   * @param missing why the clients are missing; null if they are installed
   */
  record Installation(Path folder, @Nullable String missing) {

    /** Starts a script with a server, a key, and a task. */
    NodeProcess start(String script, Object server, String key, String task) throws IOException {
      return NodeProcess.start(
          folder, List.of("node", script, server.toString(), key, task), script);
    }

    /** Runs a script to its end, and returns what it reports. */
    NodeProcess.Report run(String script, Object server, String key, String task)
        throws IOException, InterruptedException {
      try (NodeProcess process = start(script, server, key, task)) {
        return process.report();
      }
    }
  }

  private static Installation install() {
    String missing = bring();
    if (missing != null) {
      System.out.println("[WARNING] The tests with real clients are skipped: " + missing);
    }
    return new Installation(INSTALLED.toAbsolutePath(), missing);
  }

  private static @Nullable String bring() {
    try {
      return new NpmPackages(INSTALLED).bring(NpmPackages.filesOf(SOURCE), "--omit=optional");
    } catch (IOException e) {
      return "the clients' folder cannot be read: " + e.getMessage();
    }
  }
}
