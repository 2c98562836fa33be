package dev.eventlogger.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.Removal;
import dev.eventlogger.seal.RemovalQueue;
import dev.eventlogger.seal.SealEntry;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.VerifierKey;
import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records in one seal of removed events, both sealed and waiting: which of them count, and
 * which missing events they account for. For one thread.
 */
final class RemovalCheck {

  private final SealFolder folder;
  private final String origin;
  private final Epochs epochs;
  private final IdIndex index;
  private final Verdict verdict;
  private final TreeCheck.Problems problems;
  private final List<Long> unmarked = new ArrayList<>();
  private final Set<Path> waiting = new HashSet<>();
  private final Set<String> told = new HashSet<>();

  RemovalCheck(
      SealFolder folder,
      String origin,
      Epochs epochs,
      IdIndex index,
      Verdict verdict,
      TreeCheck.Problems problems) {
    this.folder = folder;
    this.origin = origin;
    this.epochs = epochs;
    this.index = index;
    this.verdict = verdict;
    this.problems = problems;
  }

  /** Takes a sealed record. */
  void take(long number, Removal removal, Note note) {
    String wrong = wrong(removal, note, false);
    if (wrong != null) {
      problems.add(number, wrong);
      return;
    }
    tell(number, removal, note);
  }

  private void tell(long number, Removal removal, Note note) {
    if (number != Problem.NO_NUMBER) {
      unmarked.add(number);
    }
    String text =
        HexFormat.of().formatHex(new SealEntry(0, note.text().getBytes(UTF_8)).leafHash());
    if (number == Problem.NO_NUMBER) {
      told.add(text);
    } else if (told.contains(text)) {
      return; // It was waiting when the verification began, and is sealed now.
    }
    verdict.removal(
        new Verdict.Removed(
            folder.path().toString(),
            number,
            removal.kind(),
            removal.reason(),
            removal.time(),
            removal.ids().size()));
  }

  /**
   * Why a record does not count; null if it does.
   *
   * @param isWaiting whether it is still to be sealed: then the previous key counts, too, as long
   *     as the newest epoch is the one that changed the key
   */
  private @Nullable String wrong(Removal removal, Note note, boolean isWaiting) {
    VerifierKey operator = epochs.operator();
    VerifierKey former = isWaiting ? epochs.formerOperator() : null;
    if (!removal.origin().equals(origin)) {
      return "a removal of another log, " + removal.origin();
    }
    boolean isSigned =
        (operator != null && note.isSignedBy(operator))
            || (former != null && note.isSignedBy(former));
    return !isSigned
        ? "the record of a removal is not signed by the operator key of its epoch"
        : null;
  }

  /**
   * Marks the events removed according to sealed records read since the last call.
   *
   * @param size of the tree
   */
  void mark(long size) throws IOException {
    for (long number : unmarked) {
      if (folder.entry(number, size).asRecord() instanceof Removal removal) {
        mark(removal);
      }
    }
    unmarked.clear();
  }

  /** Marks the events removed according to records that wait to be sealed: these count, too. */
  void readWaiting() {
    try {
      for (Path file : folder.removals().files()) {
        if (waiting.add(file)) {
          readWaiting(file);
        }
      }
    } catch (IOException e) {
      verdict.unsure("the removals that wait to be sealed cannot be listed: " + FailureWords.of(e));
    }
  }

  /** Reads a waiting record; a file that somebody put there must not end the verification. */
  private void readWaiting(Path file) {
    try {
      RemovalQueue.Waiting read = folder.removals().read(file);
      if (read == null || !isMarked(read.note())) {
        foreign(file);
      }
    } catch (NoSuchFileException e) {
      if (Files.exists(file)) { // otherwise it was taken, and is in the tree
        foreign(file);
      }
    } catch (IOException e) {
      verdict.unsure(file + ": is a removal that waits, and cannot be read: " + FailureWords.of(e));
    }
  }

  private void foreign(Path file) {
    problems.add(
        Problem.NO_NUMBER,
        file + ": a removal waits to be sealed that the operator key did not sign");
  }

  private boolean isMarked(Note note) {
    try {
      SealEntry entry = new SealEntry(0, note.toBytes());
      if (entry.asRecord() instanceof Removal removal && wrong(removal, note, true) == null) {
        tell(Problem.NO_NUMBER, removal, note);
        mark(removal);
        return true;
      }
    } catch (IllegalArgumentException e) {
      // Reported by the caller.
    }
    return false;
  }

  private void mark(Removal removal) {
    removal.ids().forEach(id -> index.mark(id, IdIndex.REMOVED));
  }
}
