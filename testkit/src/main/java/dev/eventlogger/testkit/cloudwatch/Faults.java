package dev.eventlogger.testkit.cloudwatch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Decides which requests go wrong. Thread-safe. */
final class Faults {

  private final List<Planned> next = new ArrayList<>();
  private final List<Share> shares = new ArrayList<>();
  private final Random random = new Random(1);

  private record Share(double of, Fault fault) {}

  /** Faults that are to come, counted down. */
  private static final class Planned {
    private final String operation;
    private final Fault fault;
    private int times;

    Planned(String operation, Fault fault, int times) {
      this.operation = operation;
      this.fault = fault;
      this.times = times;
    }
  }

  synchronized void failNext(String operation, int times, Fault fault) {
    next.add(new Planned(operation, fault, times));
  }

  synchronized void failShare(double share, Fault fault) {
    shares.add(new Share(share, fault));
  }

  synchronized void clear() {
    next.clear();
    shares.clear();
  }

  /** The fault for the next request for an operation, if it gets one. */
  synchronized Optional<Fault> of(String operation) {
    Iterator<Planned> all = next.iterator();
    while (all.hasNext()) {
      Planned planned = all.next();
      if (planned.operation.equals(operation)) {
        if (--planned.times <= 0) {
          all.remove();
        }
        return Optional.of(planned.fault);
      }
    }
    double drawn = random.nextDouble();
    for (Share share : shares) {
      if (drawn < share.of()) {
        return Optional.of(share.fault());
      }
      drawn -= share.of();
    }
    return Optional.empty();
  }
}
