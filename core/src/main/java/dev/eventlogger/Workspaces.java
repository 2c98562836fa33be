package dev.eventlogger;

import dev.eventlogger.intake.Workspace;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lends workspaces, each for one event. They belong to no thread, so that a thread which logs a
 * single event, such as a virtual one, can use what another has given back. Thread-safe, without
 * locks.
 */
final class Workspaces {

  private static final int PLACES = 64;
  // Keeps any two places out of the same cache line, so that threads do not contend for it.
  private static final int STRIDE = 16;
  private static final int TRIES = 4;

  private final Supplier<Workspace> making;
  private final AtomicReferenceArray<@Nullable Workspace> free =
      new AtomicReferenceArray<>(PLACES * STRIDE);

  /**
   * Starts empty.
   *
   * @param making makes one where none is free
   */
  Workspaces(Supplier<Workspace> making) {
    this.making = making;
  }

  /** Takes one that nobody else has until it is given back. */
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

  /** Clears a workspace and takes it back, or drops it if there are enough. */
  void giveBack(Workspace workspace) {
    workspace.clear();
    int home = home();
    for (int i = 0; i < TRIES; i++) {
      int place = place(home + i);
      if (free.getOpaque(place) == null) {
        // Another thread may fill the place at the same moment; then one of the two is dropped.
        free.setRelease(place, workspace);
        return;
      }
    }
  }

  private static int place(int number) {
    return number % PLACES * STRIDE;
  }

  /**
   * Where a thread looks first; threads created one after the other do not get neighbouring places.
   */
  private static int home() {
    return (int) (Thread.currentThread().getId() * 7 % PLACES);
  }
}
