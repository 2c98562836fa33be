package dev.eventlogger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.FacetQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.QueryCancelledException;
import dev.eventlogger.query.UsageQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How every store gives up a query; a part of {@link EventStoreContract}. */
abstract class StoreGivingUpContract extends StoreUsageContract {

  /** A query of each kind. */
  private List<Consumer<Cancellation>> questions() {
    List<Field> fields = List.of(Field.NAME, Field.data("label"));
    return List.of(
        cancellation -> store().find(EventQuery.of(MAIN), cancellation),
        cancellation -> store().usage(UsageQuery.of(MAIN), cancellation),
        cancellation ->
            store().usage(new UsageQuery(MAIN, Bucket.DAY, fields.get(1), 20), cancellation),
        cancellation -> store().facets(new FacetQuery(MAIN, fields, 5), cancellation));
  }

  @Test
  final void answersNoQuestionThatWasGivenUpBefore() {
    Cancellation cancellation = Cancellation.withoutTimeout();
    cancellation.cancel();

    for (Consumer<Cancellation> question : questions()) {
      assertThatThrownBy(() -> question.accept(cancellation))
          .as("a question that was given up")
          .isInstanceOf(QueryCancelledException.class)
          .hasMessage("the question was given up");
    }
    check().answers(EventFilter.ALL);
  }

  /**
   * Each query is repeated on several threads until it is given up, so that some are being answered
   * then.
   */
  @Test
  final void endsTheQuestionsThatAreGivenUp() throws Exception {
    for (Consumer<Cancellation> question : questions()) {
      Cancellation cancellation = Cancellation.withoutTimeout();
      CountDownLatch answered = new CountDownLatch(4);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<?>> endless = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        endless.add(threads.submit(() -> askForEver(question, cancellation, answered)));
      }
      threads.shutdown();
      answered.await();
      cancellation.cancel();

      for (Future<?> asking : endless) {
        assertThatThrownBy(asking::get)
            .as("a question that was given up")
            .hasCauseInstanceOf(QueryCancelledException.class);
      }
      check().counts(UsageQuery.of(MAIN));
    }
  }

  private static void askForEver(
      Consumer<Cancellation> question, Cancellation cancellation, CountDownLatch answered) {
    while (true) {
      boolean isGivenUp = cancellation.isCancelled();
      question.accept(cancellation);
      assertThat(isGivenUp).as("given up before, and answered all the same").isFalse();
      answered.countDown();
    }
  }

  @Test
  final void endsAQuestionThatTakesTooLong() {
    for (Consumer<Cancellation> question : questions()) {
      Cancellation cancellation = Cancellation.after(Duration.ofMillis(1));
      assertThatThrownBy(() -> askForEver(question, cancellation, new CountDownLatch(1)))
          .as("a question that takes too long")
          .isInstanceOf(QueryCancelledException.class)
          .hasMessageStartingWith("there was no answer within 1 ms");
    }
    check().answers(EventFilter.ALL);
  }
}
