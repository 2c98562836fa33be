package dev.eventlogger.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;

/** A connection on which anything can be sent. */
final class RawConnection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;

  RawConnection(URI server) throws IOException {
    this(server, InetAddress.getLoopbackAddress());
  }

  RawConnection(URI server, InetAddress from) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort(), from, 0);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  RawConnection send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Everything the server answers until it closes the connection. */
  String untilClosed() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(answer);
    } catch (SocketException e) {
      // Reset: the server no longer reads.
    }
    return answer.toString(ISO_8859_1);
  }

  /** The first line of the answer; empty if the connection is closed without one. */
  String statusLine() throws IOException {
    StringBuilder line = new StringBuilder();
    try {
      for (int c = socket.getInputStream().read(); c >= 0 && c != '\r'; ) {
        line.append((char) c);
        c = socket.getInputStream().read();
      }
    } catch (SocketException e) {
      // Reset.
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
