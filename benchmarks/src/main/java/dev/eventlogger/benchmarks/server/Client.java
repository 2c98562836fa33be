package dev.eventlogger.benchmarks.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One connection that stays open: sends a request, and reads the answer before it sends the next.
 * For one thread.
 */
final class Client implements AutoCloseable {

  private static final String LENGTH = "Content-Length: ";
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int LARGEST_ANSWER = 64 * 1024;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
  private ByteBuffer request = ByteBuffer.allocate(0);
  private long due;

  /** Connects to a port of this machine, and registers with a selector. */
  Client(int port, Selector selector) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Begins to send a request that is due at a time of {@link System#nanoTime()}. */
  void send(ByteBuffer next, long dueNanos) throws IOException {
    request = next;
    due = dueNanos;
    write();
  }

  /** Continues to send, as much as possible. */
  void write() throws IOException {
    channel.write(request);
    int ops = SelectionKey.OP_READ | (request.hasRemaining() ? SelectionKey.OP_WRITE : 0);
    if (key.interestOps() != ops) {
      key.interestOps(ops);
    }
  }

  /**
   * Reads what has arrived.
   *
   * @return the status, or 0 if the answer is not complete
   */
  int read() throws IOException {
    if (channel.read(answer) < 0) {
      throw new IOException("the server has closed a connection");
    }
    String text = new String(answer.array(), 0, answer.position(), ISO_8859_1);
    int end = text.indexOf(END_OF_HEAD);
    if (end < 0 || answer.position() < end + END_OF_HEAD.length() + length(text)) {
      return 0;
    }
    answer.clear();
    return Integer.parseInt(text, STATUS_AT, STATUS_AT + 3, 10);
  }

  private static int length(String head) throws IOException {
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      throw new IOException("an answer does not say its length");
    }
    int digits = at + LENGTH.length();
    return Integer.parseInt(head, digits, head.indexOf('\r', digits), 10);
  }

  /** When the request was due. */
  long due() {
    return due;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
