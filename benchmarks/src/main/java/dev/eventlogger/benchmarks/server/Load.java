package dev.eventlogger.benchmarks.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests over connections that stay open, from one thread, and counts their answers. Every
 * request is answered before a load ends, so that as many are answered as were sent.
 */
final class Load implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long MILLISECOND = 1_000_000;
  private static final int OK = 200;

  private final Requests requests;
  private final Selector selector = Selector.open();
  private final List<Client> clients = new ArrayList<>();
  private final Deque<Client> idle = new ArrayDeque<>();
  private long[] nanos = new long[1 << 16];
  private int answered;
  private int refused;

  /**
   * The result of a load.
   *
   * @param answered requests with the status 200
   * @param refused requests with any other status
   * @param seconds from the first request to the last answer
   * @param nanos from when each request was due to its answer, in ascending order
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answers(int answered, int refused, double seconds, long[] nanos) {

    double perSecond() {
      return answered / seconds;
    }

    /** The most nanoseconds that this share of the requests took. */
    long nanosOf(double share) {
      return nanos.length == 0
          ? 0
          : nanos[Math.min(nanos.length - 1, (int) (share * nanos.length))];
    }
  }

  /** Connects to a port of this machine. */
  Load(int port, int connections, Requests requests) throws IOException {
    this.requests = requests;
    for (int i = 0; i < connections; i++) {
      clients.add(new Client(port, selector));
    }
    idle.addAll(clients);
  }

  /** Sends the next request of each connection as soon as the one before is answered. */
  Answers atFullSpeed(double seconds) throws IOException {
    return run(0, seconds);
  }

  /**
   * Sends this many requests a second. One that finds no free connection is late, and its time
   * counts from when it was due.
   */
  Answers paced(double perSecond, double seconds) throws IOException {
    return run(1e9 / perSecond, seconds);
  }

  private Answers run(double between, double seconds) throws IOException {
    answered = 0;
    refused = 0;
    long begun = System.nanoTime();
    long end = begun + (long) (seconds * 1e9);
    long due = begun;
    int sent = 0;
    while (due < end || idle.size() < clients.size()) {
      long now = System.nanoTime();
      if (now - end > PATIENCE_NANOS) {
        throw new IOException("requests are not answered");
      }
      due = between == 0 ? now : due;
      while (!idle.isEmpty() && due <= now && due < end) {
        idle.remove().send(requests.next(), due);
        sent++;
        due = between == 0 ? now : begun + (long) (sent * between);
      }
      await(due - now);
    }
    double took = (double) (System.nanoTime() - begun) / 1e9;
    long[] sorted = Arrays.copyOf(nanos, answered + refused);
    Arrays.sort(sorted);
    return new Answers(answered, refused, took, sorted);
  }

  /** Reads answers, and waits for them if nothing can be sent. */
  private void await(long nanosToNext) throws IOException {
    try {
      if (idle.isEmpty() || nanosToNext > 2 * MILLISECOND) {
        selector.select(this::step, 1);
      } else {
        selector.selectNow(this::step);
      }
    } catch (UncheckedIOException e) {
      throw requireNonNull(e.getCause());
    }
  }

  private void step(SelectionKey key) {
    Client client = (Client) key.attachment();
    try {
      if (key.isWritable()) {
        client.write();
      }
      int status = key.isReadable() ? client.read() : 0;
      if (status > 0) {
        count(status, System.nanoTime() - client.due());
        idle.add(client);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void count(int status, long took) {
    int total = answered + refused;
    if (total == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * total);
    }
    nanos[total] = took;
    if (status == OK) {
      answered++;
    } else {
      refused++;
    }
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.close();
    }
    selector.close();
  }
}
