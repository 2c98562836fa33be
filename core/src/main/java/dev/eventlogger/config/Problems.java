package dev.eventlogger.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers mistakes, each only once, so that a user sees all of them together. For one thread. */
public final class Problems {

  // A mistake found by several steps counts once.
  private final Set<String> problems = new LinkedHashSet<>();

  /** Starts without problems. */
  public Problems() {}

  /**
   * Runs a step, and keeps what a {@link ConfigException} or {@link IllegalArgumentException} says.
   * Any other exception passes through.
   *
   * @return what the step returned; null if it failed
   */
  public <T> @Nullable T collect(Supplier<T> step) {
    try {
      return step.get();
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    return null;
  }

  /** Runs a step that returns nothing, as {@link #collect} does. */
  public void run(Runnable step) {
    Object unused =
        collect(
            () -> {
              step.run();
              return step;
            });
  }

  /** Adds one line: {@code where: what is wrong; what is right}. */
  public void add(String problem) {
    problems.add(problem);
  }

  /**
   * Throws if there are any problems.
   *
   * @throws ConfigException with all problems, if there are any
   */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ConfigException(List.copyOf(problems));
    }
  }
}
