package dev.eventlogger.intake.policy;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.event.Level;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which events of some users are wanted, and until when.
 *
 * @param capture how much
 * @param names for {@code custom}: events of these names are wanted, whatever their level
 * @param level for {@code custom}: events at least as severe are wanted, whatever their name; null
 *     for no level
 * @param until when the rule ends; null for never
 */
public record CaptureRule(
    Capture capture, List<String> names, @Nullable Level level, @Nullable Until until) {

  /** How much is wanted. */
  public enum Capture {
    /** Level INFO and above. */
    STANDARD,
    /** Every event. */
    VERBOSE,
    /** What the rule lists. */
    CUSTOM
  }

  /** Every event, without end. */
  static final CaptureRule VERBOSE = new CaptureRule(Capture.VERBOSE, List.of(), null, null);

  private static final CaptureRule STANDARD =
      new CaptureRule(Capture.STANDARD, List.of(), null, null);

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public CaptureRule {
    requireNonNull(capture, "capture is required: standard, verbose or custom");
    names = List.copyOf(requireNonNullElse(names, List.of()));
    boolean lists = !names.isEmpty() || level != null;
    if (capture == Capture.CUSTOM && !lists) {
      throw new IllegalArgumentException(
          "custom needs names, a level, or both; to take every event write verbose");
    }
    if (capture != Capture.CUSTOM && lists) {
      throw new IllegalArgumentException(
          "names and level are for capture: custom; remove them, or write custom");
    }
  }

  /**
   * Reads a rule that is one word: {@code standard} or {@code verbose}, in any case.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static CaptureRule parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "standard" -> STANDARD;
      case "verbose" -> VERBOSE;
      default ->
          throw new IllegalArgumentException(
              "must be standard or verbose, or a mapping with capture, not \"" + text + '"');
    };
  }
}
