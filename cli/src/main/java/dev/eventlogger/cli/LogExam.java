package dev.eventlogger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.delivery.DeliverySettings;
import dev.eventlogger.delivery.LogNotes;
import dev.eventlogger.delivery.SinkFailure;
import dev.eventlogger.journal.JournalCondition;
import dev.eventlogger.journal.JournalFiles;
import dev.eventlogger.journal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Examines one log from outside, by the files of its journal. For one thread, once. */
final class LogExam {

  private final String log;
  private final DeliverySettings settings;
  private final Instant impatientSince;
  private final Instant dropsSince;
  private final Findings findings;

  /**
   * An exam of a log.
   *
   * @param patience how long events may wait, and a sink may fail, before that needs a person
   * @param memory for how long dropped events need a person
   */
  LogExam(String log, DeliverySettings settings, Duration patience, Duration memory) {
    this.log = log;
    this.settings = settings;
    impatientSince = Instant.now().minus(patience);
    dropsSince = Instant.now().minus(memory);
    findings = new Findings(log);
  }

  Findings run() {
    Path parent = settings.directory();
    findings.json().put("journal", parent == null ? null : parent.resolve(log).toString());
    if (parent == null) {
      findings.doubt("in memory: what waits is known to the application alone");
      return findings;
    }
    Path directory = parent.resolve(log);
    try {
      if (JournalFiles.isJournal(directory)) {
        look(directory, new JournalFiles(directory, LoggedAt::of).condition());
      } else if (Files.isDirectory(directory)) {
        findings.doubt("journal " + directory + ": nothing was ever logged");
      } else {
        findings.trouble(
            "journal "
                + directory
                + ": there is no such folder; it was removed, or no application has opened this log"
                + " yet: start it, or start it again");
      }
    } catch (IOException e) {
      findings.trouble("journal " + directory + ": cannot be looked at: " + e);
    }
    return findings;
  }

  private void look(Path directory, JournalCondition condition) {
    String opened =
        condition.isOpen() ? "open in process " + condition.process() : "open in no process";
    findings.say("journal " + directory + ", " + opened + ", " + Bytes.words(condition.bytes()));
    findings.json().put("open", condition.isOpen());
    findings.json().put("process", condition.process());
    findings.json().put("bytes", condition.bytes());
    count(condition.finding());
    LogNotes notes = LogNotes.parse(condition.notes());
    boolean matters = condition.isOpen() || condition.finding().waiting() > 0;
    failure(notes, matters);
    stuck(notes.stuckSince(), condition.isOpen());
    drops(notes);
    damage(directory, condition);
  }

  /** Reports the ledger, as of the last batch that was settled. */
  private void count(JournalFiles.Finding finding) {
    Progress progress = finding.progress();
    long taken = progress.next() - 1 + finding.waiting();
    findings.say(
        String.format(
            Locale.ROOT,
            "taken %d: delivered %d, dead %d, pending %d, lost %d",
            taken,
            progress.delivered(),
            progress.dead(),
            finding.waiting(),
            progress.damaged()));
    ObjectNode json = findings.json();
    json.put("taken", taken).put("delivered", progress.delivered()).put("dead", progress.dead());
    json.put("pending", finding.waiting()).put("lost", progress.damaged());
    Instant oldest = finding.oldest();
    json.put("pending_since", oldest == null ? null : oldest.toString());
    if (oldest != null && oldest.isBefore(impatientSince)) {
      findings.trouble("pending since " + oldest);
    } else if (oldest != null) {
      findings.say("pending since " + oldest);
    }
  }

  private void failure(LogNotes notes, boolean matters) {
    findings.json().put("failures", notes.failures());
    SinkFailure failure = notes.failure();
    if (failure == null) {
      return;
    }
    ObjectNode json = findings.json().putObject("failing");
    json.put("since", failure.since().toString());
    json.put("reason", failure.reason());
    json.put("needs_person", failure.needsPerson());
    String words = "failing since " + failure.since() + ": " + failure.reason();
    boolean isTrouble = failure.needsPerson() || failure.since().isBefore(impatientSince);
    if (matters && isTrouble) {
      findings.trouble(words);
    } else {
      findings.doubt(words);
    }
  }

  private void stuck(@Nullable Instant since, boolean isOpen) {
    if (since != null && isOpen) {
      findings.json().put("stuck_since", since.toString());
      findings.trouble("a call of its sink is stuck since " + since);
    }
  }

  private void drops(LogNotes notes) {
    ObjectNode json = findings.json().putObject("dropped");
    notes.dropped().forEach((reason, events) -> json.put(LedgerReport.word(reason), events));
    Instant last = notes.lastDrop();
    if (last == null) {
      return;
    }
    findings.json().put("last_drop", last.toString());
    long sum = notes.dropped().values().stream().mapToLong(Long::longValue).sum();
    String words = "dropped " + LedgerReport.total(sum, notes.dropped()) + ", the last at " + last;
    if (last.isAfter(dropsSince)) {
      findings.trouble(words);
    } else {
      findings.say(words);
    }
  }

  private void damage(Path directory, JournalCondition condition) {
    findings.json().put("whole", condition.finding().isWhole());
    findings.json().put("quarantined", condition.quarantined());
    if (!condition.finding().isWhole()) {
      findings.trouble("some of the journal is damaged: see journal check " + directory);
    }
    if (condition.quarantined() > 0) {
      findings.trouble(
          String.format(
              Locale.ROOT,
              "damaged files that are kept: %d in %s; remove them when they are of no more use",
              condition.quarantined(),
              directory.resolve("quarantine")));
    }
  }
}
