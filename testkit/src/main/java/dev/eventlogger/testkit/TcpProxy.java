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
 * Sits between a sink and its server, and breaks their connections when told to. For tests of what
 * a sink survives.
 *
 * <p>Listens on a free port of the loopback address. Thread-safe; its threads are daemons.
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

  /** Starts to listen, and passes everything on to a server. */
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

  /** Resets every connection, and from now on each new one as soon as it is made. */
  public void refuse() {
    isRefusing = true;
    reset();
  }

  /** Passes on new connections again, after {@link #refuse}. */
  public void accept() {
    isRefusing = false;
  }

  /** Keeps connections open but passes on nothing more, like a network that loses packets. */
  public void hold() {
    setHolding(true);
  }

  /**
   * Begins to {@link #hold} when a client sends a text, and holds back the text as well.
   *
   * @param text in ASCII; only found if it arrives in one piece, as a short statement does
   */
  public void holdAt(String text) {
    cue.set(new Cue(text, pair -> hold()));
  }

  /**
   * Passes on a text when a client sends it, and resets the connection when the server answers. So
   * the server has done what it was asked to, but the client does not learn of it.
   *
   * @param text in ASCII; only found if it arrives in one piece, as a short statement does
   */
  public void loseAnswerTo(String text) {
    cue.set(new Cue(text, pair -> pair.losesAnswer.set(true)));
  }

  /**
   * Resets each present connection when the server next sends something on it. So the server has
   * done what it was asked to, but the client does not learn of it.
   */
  public void loseNextAnswers() {
    pairs.forEach(pair -> pair.losesAnswer.set(true));
  }

  /** Passes on what {@link #hold} held back, and everything after it. */
  public void release() {
    setHolding(false);
  }

  /** Stops listening, and resets every connection. */
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
        // Closed, or a failed connection: try the next one.
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

  /** Runs the action of a cue once, when its text is sent. */
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

  /** An action to run when a client sends a text. */
  private record Cue(String text, Consumer<Pair> action) {}

  /** The two sides of one connection, and whether the next answer resets them. */
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
        // Closing a socket with a linger time of zero resets its connection.
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
