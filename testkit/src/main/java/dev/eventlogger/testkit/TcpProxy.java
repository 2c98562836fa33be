package dev.eventlogger.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a sink and its server, and breaks their connections when it is told to: for tests
 * of what a sink survives.
 *
 * <p>Listens on a port of its own on the loopback address. Thread-safe; its threads are daemons.
 */
public final class TcpProxy implements AutoCloseable {

  private static final int CONNECT_MILLIS = 10_000;
  private static final int BLOCK = 64 * 1024;

  private final InetSocketAddress target;
  private final ServerSocket listening;
  private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicReference<@Nullable Cue> cue = new AtomicReference<>();
  private boolean isHolding;
  private volatile boolean isRefusing;

  private TcpProxy(InetSocketAddress target, ServerSocket listening) {
    this.target = target;
    this.listening = listening;
  }

  /** Listens, and passes on all that comes to a server. */
  public static TcpProxy to(String host, int port) throws IOException {
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    TcpProxy proxy = new TcpProxy(new InetSocketAddress(host, port), listening);
    start("accepts", proxy::acceptAll);
    return proxy;
  }

  /** The port to connect to instead of the server's. */
  public int port() {
    return listening.getLocalPort();
  }

  /** How many connections were passed on so far. */
  public int accepted() {
    return accepted.get();
  }

  /** Ends every connection at once, with a reset (RST) to both ends. */
  public void reset() {
    pairs.forEach(Pair::reset);
  }

  /** Ends every connection, and from now on each new one as soon as it is made. */
  public void refuse() {
    isRefusing = true;
    reset();
  }

  /** Passes on new connections again, after {@link #refuse}. */
  public void accept() {
    isRefusing = false;
  }

  /** Keeps connections open and passes on nothing more, as a network does that loses packets. */
  public void hold() {
    setHolding(true);
  }

  /**
   * Begins to {@link #hold} when a client sends a text, and keeps back what holds the text.
   *
   * @param text in ASCII; it is found where it comes in one piece, as a short statement does
   */
  public void holdAt(String text) {
    cue.set(new Cue(text, pair -> hold()));
  }

  /**
   * Passes on a text when a client sends it, and resets the connection when the server answers: the
   * server has done what it was asked for, and the client does not hear of it.
   *
   * @param text in ASCII; it is found where it comes in one piece, as a short statement does
   */
  public void loseAnswerTo(String text) {
    cue.set(new Cue(text, pair -> pair.losesAnswer.set(true)));
  }

  /**
   * Resets each connection that there is now, when the server next sends something on it: the
   * server has done what it was asked for, and the client does not hear of it.
   */
  public void loseNextAnswers() {
    pairs.forEach(pair -> pair.losesAnswer.set(true));
  }

  /** Passes on what {@link #hold} kept back, and all that follows. */
  public void release() {
    setHolding(false);
  }

  /** Stops listening, and ends every connection. */
  @Override
  public void close() throws IOException {
    listening.close();
    refuse();
    release();
  }

  private void setHolding(boolean holding) {
    lock.lock();
    try {
      isHolding = holding;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitRelease() {
    lock.lock();
    try {
      while (isHolding) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void acceptAll() {
    while (!listening.isClosed()) {
      try {
        pass(listening.accept());
      } catch (IOException e) {
        // Closed, or a client that gave up: the next one may be luckier.
      }
    }
  }

  private void pass(Socket client) throws IOException {
    Socket server = new Socket();
    Pair pair = new Pair(client, server, new AtomicBoolean());
    if (isRefusing) {
      pair.reset();
      return;
    }
    try {
      server.connect(target, CONNECT_MILLIS);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException e) {
      pair.reset();
      throw e;
    }
    pairs.add(pair);
    accepted.incrementAndGet();
    start("sends", () -> copy(pair, client, server));
    start("receives", () -> copy(pair, server, client));
  }

  private void copy(Pair pair, Socket from, Socket to) {
    byte[] block = new byte[BLOCK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        if (from == pair.client) {
          listen(pair, new String(block, 0, read, ISO_8859_1));
        } else if (pair.losesAnswer.get()) {
          throw new IOException("this answer is to be lost");
        }
        awaitRelease();
        out.write(block, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      pair.reset();
    }
    if (pair.isOver()) {
      pairs.remove(pair);
    }
  }

  /** Does once what is to be done at a text. */
  private void listen(Pair pair, String request) {
    Cue awaited = cue.get();
    if (awaited != null && request.contains(awaited.text) && cue.compareAndSet(awaited, null)) {
      awaited.action.accept(pair);
    }
  }

  private static void start(String does, Runnable work) {
    Thread thread = new Thread(work, "tcp-proxy-" + does);
    thread.setDaemon(true);
    thread.start();
  }

  /** What is to be done when a client sends a text. */
  private record Cue(String text, Consumer<Pair> action) {}

  /** The two connections that make one, and whether the next answer ends them. */
  private record Pair(Socket client, Socket server, AtomicBoolean losesAnswer) {

    void reset() {
      reset(client);
      reset(server);
    }

    /** Whether both directions have ended. */
    boolean isOver() {
      boolean isShut = client.isOutputShutdown() && server.isOutputShutdown();
      if (isShut) {
        close(client);
        close(server);
      }
      return client.isClosed() && server.isClosed();
    }

    private static void reset(Socket socket) {
      try {
        // Closing a socket that lingers for no time resets its connection.
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        // It is closed already.
      }
      close(socket);
    }

    private static void close(Closeable socket) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
