package dev.eventlogger.cli;

import dev.eventlogger.cli.remote.RemoteServer;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a server's logs, according to its ledger. Immutable. */
final class RemoteCheckup {

  private static final int SHOWN_OF_INSTANCE = 8;

  private final RemoteServer server;
  private final Map<String, @Nullable Object> ledger;
  private final List<String> troubles = new ArrayList<>();

  /** Asks the server. */
  RemoteCheckup(RemoteServer server) {
    this.server = server;
    ledger = server.ledger();
    troubles("", ledger);
    for (Map<String, @Nullable Object> other : others()) {
      String where = name(other) + ": ";
      troubles(where, other);
      if (Boolean.TRUE.equals(other.get("overdue"))) {
        troubles.add(where + "has not reported since " + other.get("reported_at"));
      }
    }
    outboxTroubles();
    if (ledger.get("others_problem") instanceof String problem) {
      troubles.add("other event loggers are not known: " + problem);
    }
  }

  private void troubles(String where, Map<String, @Nullable Object> ledger) {
    trouble("dropped", where, ledger);
    logs(ledger)
        .forEach(
            (name, log) -> {
              trouble("lost", where + name + ": ", log);
              if (number(log, "dead") > 0) {
                troubles.add(where + name + ": dead letters: " + number(log, "dead"));
              }
              if (log.get("stuck_since") != null) {
                troubles.add(
                    where + name + ": a call has not returned since " + log.get("stuck_since"));
              }
              if (log.get("failing") instanceof Map<?, ?> failing) {
                troubles.add(
                    where
                        + name
                        + ": failing since "
                        + failing.get("since")
                        + ": "
                        + failing.get("reason"));
              }
            });
  }

  private void outboxTroubles() {
    Map<String, @Nullable Object> outbox = outbox();
    if (number(outbox, "failed") > 0) {
      troubles.add("outbox: rows that hold no event, set aside: " + number(outbox, "failed"));
    }
    if (number(outbox, "unclaimed") > 0) {
      troubles.add("outbox: for logs that are not configured: " + number(outbox, "unclaimed"));
    }
    if (outbox.get("problem") != null) {
      troubles.add("outbox: nothing is taken out: " + outbox.get("problem"));
    }
  }

  /** The state of the outbox; empty if there is none. */
  private Map<String, @Nullable Object> outbox() {
    return ledger.get("outbox") instanceof Map<?, ?> outbox
        ? JsonReader.asObject(outbox)
        : Map.of();
  }

  /** The event loggers of other processes, as they last reported. */
  private List<Map<String, @Nullable Object>> others() {
    List<Map<String, @Nullable Object>> others = new ArrayList<>();
    if (ledger.get("others") instanceof List<?> all) {
      for (Object other : all) {
        if (other instanceof Map) {
          others.add(JsonReader.asObject(other));
        }
      }
    }
    return others;
  }

  private void trouble(String what, String where, Map<String, @Nullable Object> in) {
    long total = total(in.get(what));
    if (total > 0) {
      troubles.add(where + what + ": " + total + " " + words(in.get(what)));
    }
  }

  private static Map<String, Map<String, @Nullable Object>> logs(
      Map<String, @Nullable Object> ledger) {
    Map<String, Map<String, @Nullable Object>> logs = new LinkedHashMap<>();
    if (ledger.get("logs") instanceof Map<?, ?> all) {
      all.forEach(
          (name, log) -> {
            if (log instanceof Map) {
              logs.put(String.valueOf(name), JsonReader.asObject(log));
            }
          });
    }
    return logs;
  }

  /** What needs a person. */
  List<String> troubles() {
    return List.copyOf(troubles);
  }

  /** For people. */
  List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add(server + " since it was started:");
    lines.add(
        "  logged "
            + number(ledger, "logged")
            + ", accepted "
            + number(ledger, "accepted")
            + ", filtered "
            + total(ledger.get("filtered"))
            + ", invalid "
            + total(ledger.get("invalid"))
            + ", dropped "
            + total(ledger.get("dropped")));
    logs(ledger)
        .forEach(
            (name, log) ->
                lines.add(
                    "  "
                        + name
                        + ": taken "
                        + number(log, "taken")
                        + ", delivered "
                        + number(log, "delivered")
                        + ", pending "
                        + number(log, "pending")
                        + ", dead "
                        + number(log, "dead")
                        + ", lost "
                        + total(log.get("lost"))));
    Map<String, @Nullable Object> outbox = outbox();
    if (!outbox.isEmpty()) {
      Object oldest = outbox.get("oldest");
      lines.add(
          "  outbox: waiting "
              + number(outbox, "waiting")
              + (oldest == null ? "" : " since " + oldest)
              + ", relayed "
              + number(outbox, "relayed")
              + ", failed "
              + number(outbox, "failed"));
    }
    others().forEach(other -> lines.add("  " + text(other)));
    troubles.forEach(trouble -> lines.add("! " + trouble));
    return lines;
  }

  private static String text(Map<String, @Nullable Object> other) {
    String end = Boolean.TRUE.equals(other.get("closed")) ? ", closed" : "";
    return "another event logger, "
        + name(other)
        + ", at "
        + other.get("reported_at")
        + ": logged "
        + number(other, "logged")
        + ", accepted "
        + number(other, "accepted")
        + ", dropped "
        + total(other.get("dropped"))
        + end;
  }

  /**
   * Names another event logger by part of its instance id, too: in containers, all have the same
   * process number.
   */
  private static String name(Map<String, @Nullable Object> other) {
    String instance = String.valueOf(other.get("instance"));
    String shown = instance.substring(0, Math.min(SHOWN_OF_INSTANCE, instance.length()));
    Object host = other.get("host");
    return "process " + other.get("process") + (host == null ? "" : " of " + host) + " " + shown;
  }

  /** For programs: the ledger, and what needs a person. */
  String json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("needs_person", troubles);
    json.putAll(ledger);
    return JsonText.of(json);
  }

  private static long number(Map<String, @Nullable Object> json, String name) {
    return json.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static long total(@Nullable Object parts) {
    return parts instanceof Map<?, ?> counts
        ? counts.values().stream()
            .mapToLong(count -> count instanceof Number number ? number.longValue() : 0)
            .sum()
        : 0;
  }

  private static String words(@Nullable Object parts) {
    List<String> words = new ArrayList<>();
    if (parts instanceof Map<?, ?> counts) {
      counts.forEach((reason, count) -> words.add(reason + ": " + count));
    }
    return "(" + String.join(", ", words) + ")";
  }
}
