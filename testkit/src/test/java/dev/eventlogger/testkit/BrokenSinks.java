package dev.eventlogger.testkit;

import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Sinks that are each broken in one way, and some that are correct in an unusual way. */
final class BrokenSinks {

  private BrokenSinks() {}

  @AutoService(BaseEventLogger.class)
  public static final class Right extends ListSink {}

  @AutoService(BaseEventLogger.class)
  public static final class Idempotent extends ListSink {
    @Override
    public DeliveryResult log(List<Event> batch) {
      for (Event event : batch) {
        if (!destination.contains(event.toJson())) {
          destination.add(event.toJson());
        }
      }
      return DeliveryResult.DELIVERED;
    }
  }

  /** Correct: takes at most 100 events at a time, and asks for the rest again. */
  @AutoService(BaseEventLogger.class)
  public static final class SmallSips extends ListSink {
    @Override
    public DeliveryResult log(List<Event> batch) throws Exception {
      int taken = Math.min(100, batch.size());
      super.log(batch.subList(0, taken));
      return DeliveryResult.retry(batch.subList(taken, batch.size()));
    }
  }

  @AutoService(BaseEventLogger.class)
  public static final class Dropping extends ListSink {
    @Override
    public DeliveryResult log(List<Event> batch) throws Exception {
      return super.log(batch.size() > 1 ? batch.subList(0, batch.size() - 1) : batch);
    }
  }

  @AutoService(BaseEventLogger.class)
  public static final class Reversing extends ListSink {
    @Override
    public DeliveryResult log(List<Event> batch) throws Exception {
      List<Event> reversed = new ArrayList<>(batch);
      Collections.reverse(reversed);
      return super.log(reversed);
    }
  }

  /** Turns Windows line ends into Unix ones. */
  @AutoService(BaseEventLogger.class)
  public static final class Mangling extends ListSink {
    @Override
    public DeliveryResult log(List<Event> batch) {
      batch.forEach(event -> destination.add(event.toJson().replace("\\r\\n", "\\n")));
      return DeliveryResult.DELIVERED;
    }
  }

  /** Ignores its settings. */
  @AutoService(BaseEventLogger.class)
  public static final class Careless extends ListSink {
    @Override
    public void open(SinkConfig config) {}
  }

  /** Can be closed only once, and only after it was opened. */
  @AutoService(BaseEventLogger.class)
  public static final class Fragile extends ListSink {
    private boolean isOpen;

    @Override
    public void open(SinkConfig config) throws Exception {
      super.open(config);
      isOpen = true;
    }

    @Override
    public void close() {
      if (!isOpen) {
        throw new IllegalStateException("not open");
      }
      isOpen = false;
    }
  }

  @AutoService(BaseEventLogger.class)
  public static final class Repeating extends ListSink {
    @Override
    public DeliveryResult log(List<Event> batch) throws Exception {
      super.log(batch);
      return super.log(batch);
    }
  }

  /** Claims to recognise repetitions, but does not. */
  @AutoService(BaseEventLogger.class)
  public static final class Forgetful extends ListSink {}

  /** Delivers a batch when the next one comes. */
  @AutoService(BaseEventLogger.class)
  public static final class Late extends ListSink {
    private List<Event> waiting = List.of();

    @Override
    public DeliveryResult log(List<Event> batch) throws Exception {
      super.log(waiting);
      waiting = List.copyOf(batch);
      return DeliveryResult.DELIVERED;
    }
  }

  @AutoService(BaseEventLogger.class)
  public static final class Sorting extends ListSink {
    @Override
    public DeliveryResult log(List<Event> batch) throws Exception {
      batch.sort(Comparator.comparing(Event::createdAt));
      return super.log(batch);
    }
  }

  @AutoService(BaseEventLogger.class)
  public static final class Picky extends ListSink {
    @Override
    public DeliveryResult log(List<Event> batch) {
      return DeliveryResult.rejected(
          batch.stream().map(event -> new Rejected(event, "not today")).toList());
    }
  }

  @AutoService(BaseEventLogger.class)
  public static final class Misnamed extends ListSink {
    @Override
    public String loggerName() {
      return "My Sink";
    }
  }

  public static final class Unregistered extends ListSink {}

  /** Starts a thread that ends long after the sink was closed. */
  @AutoService(BaseEventLogger.class)
  public static final class Lingering extends ListSink {
    final CountDownLatch end = new CountDownLatch(1);

    @Override
    public void open(SinkConfig config) throws Exception {
      super.open(config);
      new Thread(this::linger, "lingering").start();
    }

    private void linger() {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
