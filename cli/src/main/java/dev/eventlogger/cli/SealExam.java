package dev.eventlogger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Examines the seal of one log from outside: how much is sealed, and how much of it the anchors
 * have. Verifies nothing. For one thread, once.
 */
final class SealExam {

  private final SealedLog log;
  private final Findings findings;

  SealExam(SealedLog log, Findings findings) {
    this.log = log;
    this.findings = findings;
  }

  void run() {
    if (!log.folder().isThere()) {
      findings.doubt("seal " + log.folder().path() + ": nothing was ever sealed");
      return;
    }
    ObjectNode json = findings.json().putObject("seal");
    try {
      long size = size(log.folder().checkpoint());
      Instant at =
          Files.getLastModifiedTime(log.folder().path().resolve("checkpoint"))
              .toInstant()
              .truncatedTo(ChronoUnit.SECONDS);
      json.put("entries", size).put("checkpoint_at", at.toString());
      findings.say("sealed: " + Terminal.count(size) + " entries, the newest checkpoint at " + at);
      int waiting = log.folder().removals().waiting().size();
      json.put("removals_waiting", waiting);
      if (waiting > 0) {
        findings.say(Terminal.count(waiting) + " signed removals wait for the process that seals");
      }
      anchors(size, json.putObject("anchors"));
    } catch (IOException | IllegalArgumentException e) {
      findings.trouble("seal " + log.folder().path() + ": cannot be read: " + FailureWords.of(e));
    }
  }

  private void anchors(long size, ObjectNode json) throws IOException {
    try (OpenAnchors anchors = new OpenAnchors(log)) {
      anchors.askNewest(
          (name, anchored) -> {
            json.put(name, anchored);
            tell(name, anchored, size);
          },
          (name, why) -> findings.trouble("anchor " + name + ": cannot be asked: " + why));
    }
    if (json.isEmpty()) {
      findings.say("no anchor has a checkpoint that can be asked for");
    }
  }

  private void tell(String name, long anchored, long size) {
    String words = "anchor " + name + ": has ";
    if (anchored > size) {
      findings.trouble(
          words + Terminal.count(anchored) + " entries, which is more: the seal was set back");
    } else {
      findings.say(
          words + (anchored == size ? "all" : "all but " + Terminal.count(size - anchored)));
    }
  }

  static long size(byte[] checkpoint) {
    return Checkpoint.parse(Note.parse(checkpoint)).size();
  }
}
