package dev.eventlogger.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers mistakes, each once, so that a user sees all of them at once and not one after the other.
 * For one thread.
 */
public final class Problems {

  // A mistake that several steps come upon is one mistake.
  private final Set<String> problems = new LinkedHashSet<>();

  /** None yet. */
  public Problems() {}

  /**
   * Takes a step, and keeps what a {@link ConfigException} or another {@link
   * IllegalArgumentException} says is wrong. Any other exception passes through.
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

  /** Takes a step that returns nothing, as {@link #collect} does. */
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
   * Ends the gathering.
   *
   * @throws ConfigException with all problems, if there is one
   */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ConfigException(List.copyOf(problems));
    }
  }
}
