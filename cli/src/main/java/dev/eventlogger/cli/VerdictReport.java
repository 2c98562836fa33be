package dev.eventlogger.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.cli.verify.Problem;
import dev.eventlogger.cli.verify.Verdict;
import dev.eventlogger.cli.verify.Verdict.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What a verification found, for people and for programs. */
final class VerdictReport {

  private static final int MOST_LINES = 20;
  private static final String NO_ANCHOR = "no anchor covers any of it";

  private final String log;
  private final Verdict verdict;

  VerdictReport(String log, Verdict verdict) {
    this.log = log;
    this.verdict = verdict;
  }

  List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add("log \"" + log + "\": " + outcome());
    List<String> counts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      counts.add(word(kind) + " " + Terminal.count(verdict.count(kind, 0)));
    }
    lines.add("  " + String.join(", ", counts));
    for (Verdict.Sealed seal : verdict.seals()) {
      lines.add("  " + words(seal));
      lines.add(
          "  sealed until "
              + (seal.until() == null ? "no time that is known" : seal.until())
              + " at the least; by operator key "
              + String.join(", before that ", seal.operators()));
    }
    removals(lines);
    verdict.doubts().forEach(doubt -> lines.add("  " + doubt));
    verdict.unsure().forEach(words -> lines.add("? " + words));
    OptionalLong first = verdict.firstBad();
    if (first.isPresent()) {
      lines.add("! the first number that is not as it was: " + first.getAsLong());
    }
    problems(lines);
    return lines;
  }

  private String outcome() {
    return switch (verdict.outcome()) {
      case INTACT -> "intact";
      case TAMPERED -> "TAMPERED";
      case CANNOT_TELL -> "cannot tell";
    };
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String words(Verdict.Sealed seal) {
    String anchored =
        seal.anchored() == 0
            ? NO_ANCHOR
            : "no anchor covers the last " + Terminal.count(seal.size() - seal.anchored());
    return seal.seal()
        + ": "
        + Terminal.count(seal.size())
        + " entries in "
        + Terminal.count(seal.epochs())
        + " epochs; "
        + (seal.anchored() == seal.size() ? "an anchor covers all of it" : anchored);
  }

  private void removals(List<String> lines) {
    verdict.removals().stream()
        .limit(MOST_LINES)
        .forEach(
            each ->
                lines.add(
                    "  signed: "
                        + each.kind()
                        + " of "
                        + Terminal.count(each.events())
                        + " events at "
                        + each.time()
                        + (each.number() == Problem.NO_NUMBER
                            ? ", waits to be sealed"
                            : ", number " + each.number())
                        + ": "
                        + each.reason()));
    more(lines, verdict.removalCount(), "signed records");
  }

  private void problems(List<String> lines) {
    verdict.problems().stream().limit(MOST_LINES).forEach(each -> lines.add("! " + each.line()));
    more(lines, verdict.problemCount(), "things that are wrong");
  }

  private static void more(List<String> lines, long count, String what) {
    if (count > MOST_LINES) {
      lines.add("  and " + Terminal.count(count - MOST_LINES) + " more " + what);
    }
  }

  ObjectNode json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("log", log).put("verdict", verdict.outcome().name().toLowerCase(Locale.ROOT));
    for (Kind kind : Kind.values()) {
      json.put(word(kind), verdict.count(kind, 0));
    }
    OptionalLong first = verdict.firstBad();
    json.put("first_bad", first.isPresent() ? (Long) first.getAsLong() : null);
    var seals = json.putArray("seals");
    for (Verdict.Sealed seal : verdict.seals()) {
      ObjectNode one = seals.addObject();
      one.put("folder", seal.seal()).put("origin", seal.origin()).put("entries", seal.size());
      one.put("epochs", seal.epochs()).put("anchored", seal.anchored());
      one.put("sealed_until", seal.until() == null ? null : seal.until().toString());
      seal.operators().forEach(one.putArray("operators")::add);
    }
    var removals = json.putArray("removals");
    for (Verdict.Removed each : verdict.removals()) {
      ObjectNode one = removals.addObject();
      one.put("folder", each.seal()).put("kind", each.kind()).put("reason", each.reason());
      one.put("time", each.time().toString()).put("events", each.events());
      one.put("number", each.number() == Problem.NO_NUMBER ? null : (Long) each.number());
    }
    json.put("removal_count", verdict.removalCount());
    var problems = json.putArray("problems");
    for (Problem each : verdict.problems()) {
      ObjectNode one = problems.addObject();
      one.put("folder", each.seal()).put("words", each.words());
      one.put("number", each.number() == Problem.NO_NUMBER ? null : (Long) each.number());
    }
    json.put("problem_count", verdict.problemCount());
    var doubts = json.putArray("doubts");
    verdict.seals().stream()
        .filter(seal -> seal.anchored() == 0)
        .forEach(seal -> doubts.add(seal.seal() + ": " + NO_ANCHOR));
    verdict.doubts().forEach(doubts::add);
    verdict.unsure().forEach(json.putArray("unsure")::add);
    return json;
  }
}
