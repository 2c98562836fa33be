package dev.eventlogger.cli.verify;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps up with what changes while a store is read: events wait in journals, and entries and
 * removals are added. For one thread.
 */
final class Underway {

  private static final int TRIES = 30;
  private static final long PAUSE_MILLIS = 100;

  private final List<SealCheck> seals;
  private final IdIndex index;

  Underway(List<SealCheck> seals, IdIndex index) {
    this.seals = seals;
    this.index = index;
  }

  /**
   * What was found about events that no seal knew.
   *
   * @param waiting those that wait in a journal
   * @param areAllAsked whether each seal lies in its journal, so that nothing else is on its way
   */
  record Found(Set<UUID> waiting, boolean areAllAsked) {}

  /** Looks in the journals first: an event that none of them holds any more was sealed before. */
  Found find(Set<UUID> unknown) throws IOException, InterruptedException {
    Set<UUID> waiting = new HashSet<>();
    boolean isAnyOpen = false;
    boolean areAllAsked = true;
    for (SealCheck seal : seals) {
      OwnJournal journal = new OwnJournal(seal.folder());
      isAnyOpen |= journal.find(unknown, waiting);
      areAllAsked &= journal.isThere();
    }
    for (int tries = isAnyOpen ? TRIES : 1; tries > 0; tries--) {
      seals.forEach(SealCheck::readOn);
      if (tries == 1 || areKnown(unknown, waiting)) {
        break;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return new Found(waiting, areAllAsked);
  }

  private boolean areKnown(Set<UUID> unknown, Set<UUID> waiting) {
    return unknown.stream().allMatch(id -> waiting.contains(id) || index.find(id) != IdIndex.NONE);
  }

  /**
   * Marks what was removed in the meantime. A record waits in the queue before its events are
   * removed, and is in the tree before it leaves the queue; so the queue is read first.
   */
  void readRemovals() throws IOException {
    for (SealCheck seal : seals) {
      seal.removals().readWaiting();
      seal.readOn();
      seal.removals().mark(seal.size());
    }
  }
}
