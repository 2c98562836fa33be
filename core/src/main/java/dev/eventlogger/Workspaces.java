package dev.eventlogger;

import dev.eventlogger.intake.Workspace;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lends workspaces, each for one event. They belong to no thread: one that logs a single event, as
 * a virtual thread may, finds what another has given back. Thread-safe, without locks.
 */
final class Workspaces {

  private static final int PLACES = 64;
  // So that no two places are in one cache line, which threads would take from each other.
  private static final int STRIDE = 16;
  private static final int TRIES = 4;

  private final Supplier<Workspace> making;
  private final AtomicReferenceArray<@Nullable Workspace> free =
      new AtomicReferenceArray<>(PLACES * STRIDE);

  /**
   * None so far.
   *
   * @param making makes one where none is free
   */
  Workspaces(Supplier<Workspace> making) {
    this.making = making;
  }

  /** One that nobody else has, until it is given back. */
  Workspace take() {
    int home = home();
    for (int i = 0; i < TRIES; i++) {
      int place = place(home + i);
      if (free.getOpaque(place) != null) {
        Workspace taken = free.getAndSet(place, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return making.get();
  }

  /** Clears one and takes it back, or lets go of it where there are enough. */
  void giveBack(Workspace workspace) {
    workspace.clear();
    int home = home();
    for (int i = 0; i < TRIES; i++) {
      int place = place(home + i);
      if (free.getOpaque(place) == null) {
        // Who gives back at the same moment may win the place: then one of the two is let go of.
        free.setRelease(place, workspace);
        return;
      }
    }
  }

  private static int place(int number) {
    return number % PLACES * STRIDE;
  }

  /** Where a thread looks first; neighbours in time of birth are not neighbours here. */
  private static int home() {
    return (int) (Thread.currentThread().getId() * 7 % PLACES);
  }
}
