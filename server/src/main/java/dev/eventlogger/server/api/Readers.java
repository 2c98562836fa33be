package dev.eventlogger.server.api;

import dev.eventlogger.formats.dialect.Refusal;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.QueryCancelledException;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.reading.ReadingSettings;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The threads that wait for stores, so that the threads that take events never do. Thread-safe.
 *
 * <p>A question that takes too long is cancelled; one that arrives while too many are waiting is
 * answered with 503.
 */
public final class Readers implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.server");
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final int WAITING_FOR_EACH = 8;
  // Writing a file may wait for a slow client; so files have threads of their own.
  private static final int QUESTIONS_FOR_A_FILE = 2;
  private static final long KEEP_SECONDS = 30;

  private final Duration timeout;
  private final ThreadPoolExecutor questions;
  private final ThreadPoolExecutor files;
  private final ThreadPoolExecutor removals;
  private final Set<Cancellation> asking = ConcurrentHashMap.newKeySet();
  private volatile boolean isStopping;

  /** Limits how many questions are asked at a time, and for how long each, as the settings say. */
  public Readers(ReadingSettings settings) {
    timeout = settings.timeout();
    questions = threads("event-logger-reader-", settings.threads());
    files =
        threads("event-logger-exporter-", Math.max(1, settings.threads() / QUESTIONS_FOR_A_FILE));
    removals = threads("event-logger-eraser-", 1);
  }

  private static ThreadPoolExecutor threads(String name, int most) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            most,
            most,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(most * WAITING_FOR_EACH),
            work -> {
              Thread thread = new Thread(work, name + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Asks a store, and answers the exchange. */
  public interface Question {
    /**
     * Asks and answers.
     *
     * @throws IllegalArgumentException if the question is wrong
     * @throws UnsupportedQueryException if the store cannot answer such a question
     * @throws StoreException if the store does not answer
     */
    void answer(Cancellation cancellation) throws InterruptedException;
  }

  /** Asks within the timeout of one answer, which starts now. */
  public void ask(Exchange exchange, Question question) {
    run(questions, exchange, question, Cancellation.after(timeout));
  }

  /**
   * Asks for a file, which may take as long as the client takes to read it; see {@link
   * #forOnePage}.
   */
  public void askForFile(Exchange exchange, Question question) {
    run(files, exchange, question, Cancellation.withoutTimeout());
  }

  /** Removes events, one request after the other, without a timeout. */
  public void remove(Exchange exchange, Question question) {
    run(removals, exchange, question, Cancellation.withoutTimeout());
  }

  /** Makes removals end after the chunk that they are removing. */
  public void stopRemovals() {
    isStopping = true;
  }

  /**
   * Called between the parts of a removal, which is never interrupted: that would close the file of
   * an embedded database.
   *
   * @throws StoreException if the removal is to end
   */
  void goOn() {
    if (isStopping) {
      throw new StoreException("the server is stopping", null);
    }
  }

  /** Asks for one part of a long answer, within the timeout of one answer. */
  public <T> T forOnePage(Cancellation whole, Function<Cancellation, T> asking) {
    Cancellation page = Cancellation.after(timeout);
    return whole.run(page::cancel, () -> asking.apply(page));
  }

  /** Runs work that is not the answer of an exchange; false if too many questions are waiting. */
  public boolean later(Runnable work) {
    try {
      questions.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void run(
      ThreadPoolExecutor threads, Exchange exchange, Question question, Cancellation cancellation) {
    exchange.onGone(cancellation::cancel);
    try {
      threads.execute(() -> answer(exchange, question, cancellation));
    } catch (RejectedExecutionException e) {
      exchange.refuse(
          new Refusal(503, "too many questions are being answered; ask again", RETRY_AFTER));
    }
  }

  private void answer(Exchange exchange, Question question, Cancellation cancellation) {
    asking.add(cancellation);
    try {
      if (isStopping) {
        exchange.refuse(new Refusal(503, "the server is stopping", RETRY_AFTER));
        return;
      }
      cancellation.check();
      question.answer(cancellation);
    } catch (QueryCancelledException e) {
      exchange.refuse(Refusal.of(504, String.valueOf(e.getMessage())));
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "a store did not answer: " + e.getMessage());
      exchange.refuse(
          new Refusal(503, "the store did not answer; the server's log says more", RETRY_AFTER));
    } catch (UnsupportedQueryException e) {
      exchange.refuse(Refusal.of(422, String.valueOf(e.getMessage())));
    } catch (IllegalArgumentException e) {
      exchange.refuse(Refusal.of(400, String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.refuse(new Refusal(503, "the server is stopping", RETRY_AFTER));
    } catch (RuntimeException | Error e) {
      exchange.fail(e);
    } finally {
      asking.remove(cancellation);
    }
  }

  /** Cancels all questions, and waits for their threads. */
  @Override
  public void close() {
    stopRemovals();
    questions.shutdown();
    files.shutdown();
    removals.shutdown();
    asking.forEach(Cancellation::cancel);
    try {
      boolean areOver =
          questions.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)
              && files.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)
              && removals.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
      if (!areOver) {
        LOG.log(Level.WARNING, "a store is still being asked while the server stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
