package dev.eventlogger.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many non-blocking connections from several addresses of this machine. */
final class Crowd implements AutoCloseable {

  private static final int ADDRESSES = 8;

  private final List<SocketChannel> connections = new ArrayList<>();

  Crowd(URI server, int size) throws IOException {
    InetSocketAddress to = new InetSocketAddress(server.getHost(), server.getPort());
    for (int i = 0; i < size; i++) {
      byte[] from = {127, 0, 0, (byte) (2 + i % ADDRESSES)};
      SocketChannel connection = SocketChannel.open();
      connection.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
      connection.connect(to);
      connection.configureBlocking(false);
      connections.add(connection);
    }
  }

  void sendAll(String text) {
    sendAll(text.getBytes(ISO_8859_1));
  }

  /** Sends as much as the connections take now. */
  void sendAll(byte[] bytes) {
    for (SocketChannel connection : connections) {
      try {
        int unused = connection.write(ByteBuffer.wrap(bytes));
      } catch (IOException e) {
        // The server has closed it.
      }
    }
  }

  int size() {
    return connections.size();
  }

  /** How many the server has not closed; also reads what it has sent. */
  long open() {
    return connections.stream().filter(Crowd::isOpen).count();
  }

  /**
   * Waits until the server has closed all of them or the time is over; returns how many are open.
   */
  long openAfter(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    long open = open();
    while (open > 0 && System.nanoTime() < end) {
      Thread.sleep(20);
      open = open();
    }
    return open;
  }

  private static boolean isOpen(SocketChannel connection) {
    ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
    try {
      int read = 1;
      while (read > 0) {
        read = connection.read(bytes.clear());
      }
      return read == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }
}
