package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a request's events, in numbers that add up to those received.
 *
 * @param accepted taken by this request
 * @param duplicates taken by an earlier request
 */
record Tally(int received, int accepted, int filtered, int invalid, int dropped, int duplicates) {

  /**
   * For how many verdicts the problems are listed at most, so that no answer dwarfs its request.
   */
  static final int MOST_EXPLAINED = 100;

  private static final int MOST_PROBLEMS = 10;

  /** A single event, which was accepted. */
  static final Tally ONE_ACCEPTED = new Tally(1, 1, 0, 0, 0, 0);

  static Tally of(List<Verdict> verdicts) {
    int filtered = 0;
    int invalid = 0;
    int dropped = 0;
    int duplicates = 0;
    for (Verdict verdict : verdicts) {
      if (verdict.isInvalid()) {
        invalid++;
      } else if (verdict.isDropped()) {
        dropped++;
      } else if (verdict.isDuplicate()) {
        duplicates++;
      } else if (verdict.outcome() instanceof Outcome.Filtered) {
        filtered++;
      }
    }
    int received = verdicts.size();
    int accepted = received - filtered - invalid - dropped - duplicates;
    return new Tally(received, accepted, filtered, invalid, dropped, duplicates);
  }

  /** Whether there are events, and all are invalid. */
  boolean areAllInvalid() {
    return received > 0 && invalid == received;
  }

  /**
   * The numbers, and a verdict for each event that was not accepted.
   *
   * @param isWhole whether accepted events have one too
   */
  Map<String, Object> toJson(List<Verdict> verdicts, boolean isWhole) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("received", received);
    json.put("accepted", accepted);
    json.put("filtered", filtered);
    json.put("invalid", invalid);
    json.put("dropped", dropped);
    json.put("duplicates", duplicates);
    json.put("verdicts", verdicts(verdicts, isWhole));
    return json;
  }

  private static List<Map<String, Object>> verdicts(List<Verdict> verdicts, boolean isWhole) {
    List<Map<String, Object>> told = new ArrayList<>();
    for (int index = 0; index < verdicts.size(); index++) {
      Verdict verdict = verdicts.get(index);
      if (isWhole || !isTaken(verdict)) {
        told.add(verdict(index, verdict, told.size() < MOST_EXPLAINED));
      }
    }
    return told;
  }

  private static boolean isTaken(Verdict verdict) {
    boolean isFiltered = verdict.outcome() instanceof Outcome.Filtered && !verdict.isDuplicate();
    return verdict.isSettled() && !isFiltered;
  }

  private static Map<String, Object> verdict(int index, Verdict verdict, boolean isExplained) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("index", index);
    if (verdict.outcome() instanceof Outcome.Invalid) {
      json.put("outcome", "invalid");
      if (isExplained) {
        json.put("problems", problems(verdict));
      }
    } else if (verdict.outcome() instanceof Outcome.Dropped dropped) {
      json.put("outcome", "dropped");
      json.put("reason", dropped.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    } else if (verdict.outcome() instanceof Outcome.Filtered && !verdict.isDuplicate()) {
      json.put("outcome", "filtered");
    } else {
      json.put("outcome", "accepted");
      if (verdict.isDuplicate()) {
        json.put("duplicate", true);
      }
    }
    return json;
  }

  /** An event's problems, as objects of where and what. */
  private static List<Map<String, Object>> problems(Verdict verdict) {
    List<Map<String, Object>> problems = new ArrayList<>();
    for (Problem problem : verdict.problems()) {
      if (problems.size() == MOST_PROBLEMS) {
        break;
      }
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("at", problem.at());
      json.put("problem", problem.problem());
      problems.add(json);
    }
    return problems;
  }

  /** An event's problems, as one text. */
  static String words(Verdict verdict) {
    return String.join(
        "; ", verdict.problems().stream().limit(MOST_PROBLEMS).map(Problem::toString).toList());
  }
}
