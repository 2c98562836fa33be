package dev.eventlogger.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves removals from the queue of a seal into its tree. For one thread, once. */
final class RemovalIntake {

  // Removals at once: each may have 1,000 events, and all of them are in memory.
  private static final int MOST = 100;

  private final SealWriter writer;
  private final SealedTree tree;
  private final OperatorKey operator;
  private final @Nullable VerifierKey former;
  private final RemovalQueue queue;

  /**
   * Takes removals, and signs them with the operator key.
   *
   * @param former an operator key whose signature is accepted too; null for none
   */
  RemovalIntake(
      SealWriter writer, SealedTree tree, OperatorKey operator, @Nullable VerifierKey former) {
    this.writer = writer;
    this.tree = tree;
    this.operator = operator;
    this.former = former;
    queue = writer.folder().removals();
  }

  /** Does what {@link SealWriter#takeRemovals} says. */
  int takeSome() throws IOException {
    Map<Path, Removal> taken = new LinkedHashMap<>();
    List<Path> refused = new ArrayList<>();
    List<Path> unreadable = new ArrayList<>();
    for (Path file : queue.files()) {
      if (taken.size() + refused.size() < MOST) {
        sort(file, taken, refused, unreadable);
      }
    }
    if (!taken.isEmpty()) {
      take(taken);
    }
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          queue.refuse(refused.get(0))
              + ": is no removal of this log that the operator key signed; it was set aside");
    }
    if (!unreadable.isEmpty()) {
      throw new IllegalArgumentException(
          unreadable.get(0)
              + ": is a removal that cannot be read; let the owner of this process own it");
    }
    return taken.size();
  }

  /**
   * Sorts one file. One that cannot be read, such as another user's, does not hold up the others.
   */
  private void sort(
      Path file, Map<Path, Removal> taken, List<Path> refused, List<Path> unreadable) {
    try {
      RemovalQueue.Waiting read = queue.read(file);
      Removal removal = read == null ? null : removal(read.note());
      if (removal == null) {
        refused.add(file);
      } else {
        taken.put(file, removal);
      }
    } catch (IOException e) {
      if (Files.exists(file)) { // else it was taken away meanwhile
        unreadable.add(file);
      }
    }
  }

  /** Accepts the former key in the epoch that changed it, so that what waited then is not lost. */
  private @Nullable Removal removal(Note note) {
    boolean isSigned =
        note.isSignedBy(operator.verifier()) || (former != null && note.isSignedBy(former));
    try {
      return isSigned
              && SealRecord.parse(note.toBytes()) instanceof Removal removal
              && removal.origin().equals(writer.origin())
          ? removal
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Reads everything first, and does not add again what is in the tree already: if this fails, it
   * is tried again every second.
   */
  private void take(Map<Path, Removal> removals) throws IOException {
    Set<UUID> ids = new HashSet<>();
    Set<String> left = new LinkedHashSet<>();
    for (Removal each : removals.values()) {
      ids.addAll(each.ids());
      left.add(each.text());
    }
    tree.catchUp();
    List<Long> places = tree.files().find(ids, left, writer.size());
    for (String text : left) {
      SealBatch batch = writer.batch();
      batch.add(Note.sign(text, operator));
      byte[] unused = writer.commit(batch, writer.mark());
    }
    tree.forget(places);
    for (Path file : removals.keySet()) {
      queue.done(file);
    }
  }
}
