package dev.eventlogger.testkit;

import dev.eventlogger.spi.BaseEventLogger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** The contract for each of the {@link BrokenSinks}; run by {@link EventLoggerContractTest}. */
final class Contracts {

  private Contracts() {}

  abstract static class OfListSink extends EventLoggerContract {
    private final List<String> destination = new ArrayList<>();
    private final Supplier<? extends ListSink> maker;

    OfListSink(Supplier<? extends ListSink> maker) {
      this.maker = maker;
    }

    @Override
    protected BaseEventLogger newLogger() {
      ListSink sink = maker.get();
      sink.destination = destination;
      return sink;
    }

    @Override
    protected List<String> delivered() {
      return destination;
    }
  }

  static final class Right extends OfListSink {
    Right() {
      super(BrokenSinks.Right::new);
    }
  }

  static final class SmallSips extends OfListSink {
    SmallSips() {
      super(BrokenSinks.SmallSips::new);
    }
  }

  static final class Dropping extends OfListSink {
    Dropping() {
      super(BrokenSinks.Dropping::new);
    }
  }

  static final class Reversing extends OfListSink {
    Reversing() {
      super(BrokenSinks.Reversing::new);
    }
  }

  static final class Mangling extends OfListSink {
    Mangling() {
      super(BrokenSinks.Mangling::new);
    }
  }

  static final class Careless extends OfListSink {
    Careless() {
      super(BrokenSinks.Careless::new);
    }
  }

  static final class Fragile extends OfListSink {
    Fragile() {
      super(BrokenSinks.Fragile::new);
    }
  }

  static final class Repeating extends OfListSink {
    Repeating() {
      super(BrokenSinks.Repeating::new);
    }
  }

  static final class Late extends OfListSink {
    Late() {
      super(BrokenSinks.Late::new);
    }
  }

  static final class Sorting extends OfListSink {
    Sorting() {
      super(BrokenSinks.Sorting::new);
    }
  }

  static final class Picky extends OfListSink {
    Picky() {
      super(BrokenSinks.Picky::new);
    }
  }

  static final class Misnamed extends OfListSink {
    Misnamed() {
      super(BrokenSinks.Misnamed::new);
    }
  }

  static final class Unregistered extends OfListSink {
    Unregistered() {
      super(BrokenSinks.Unregistered::new);
    }
  }

  static final class Idempotent extends OfListSink {
    Idempotent() {
      super(BrokenSinks.Idempotent::new);
    }

    @Override
    protected boolean showsRepeats() {
      return false;
    }
  }

  static final class Forgetful extends OfListSink {
    Forgetful() {
      super(BrokenSinks.Forgetful::new);
    }

    @Override
    protected boolean showsRepeats() {
      return false;
    }
  }

  static final class Lingering extends OfListSink {
    private final List<BrokenSinks.Lingering> made = new ArrayList<>();

    Lingering() {
      super(BrokenSinks.Lingering::new);
    }

    @Override
    protected BaseEventLogger newLogger() {
      made.add((BrokenSinks.Lingering) super.newLogger());
      return made.get(made.size() - 1);
    }

    @AfterEach
    void endTheThreads() {
      made.forEach(sink -> sink.end.countDown());
    }
  }
}
