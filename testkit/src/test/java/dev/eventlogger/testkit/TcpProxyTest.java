package dev.eventlogger.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TcpProxyTest {

  private ServerSocket server;
  private TcpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    proxy = TcpProxy.to("127.0.0.1", server.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void passesOnBothWaysUntilBothEnds() throws IOException {
    try (Socket client = connect();
        Socket served = server.accept()) {
      client.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
      served.getOutputStream().write(2);
      assertThat(client.getInputStream().read()).isEqualTo(2);

      client.shutdownOutput();
      assertThat(served.getInputStream().read()).isEqualTo(-1);
      served.getOutputStream().write(3);
      assertThat(client.getInputStream().read()).isEqualTo(3);
    }
    assertThat(proxy.accepted()).isEqualTo(1);
  }

  @Test
  void resetsBothEnds() throws IOException {
    try (Socket client = connect();
        Socket served = server.accept()) {
      client.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);

      proxy.reset();

      assertThatIOException().isThrownBy(() -> client.getInputStream().read());
      assertThatIOException().isThrownBy(() -> served.getInputStream().read());
    }
  }

  @Test
  void refusesUntilItAcceptsAgain() throws IOException {
    proxy.refuse();
    try (Socket client = connect()) {
      assertThatIOException().isThrownBy(() -> client.getInputStream().read());
    }

    proxy.accept();
    try (Socket client = connect();
        Socket served = server.accept()) {
      client.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
    }
  }

  @Test
  void holdsBackUntilItReleases() throws IOException {
    try (Socket client = connect();
        Socket served = server.accept()) {
      proxy.hold();
      client.getOutputStream().write(1);
      served.setSoTimeout(200);
      assertThatIOException()
          .isThrownBy(() -> served.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      proxy.release();
      served.setSoTimeout(0);
      assertThat(served.getInputStream().read()).isEqualTo(1);
    }
  }

  @Test
  void holdsBackFromATextOn() throws IOException {
    try (Socket client = connect();
        Socket served = server.accept()) {
      proxy.holdAt("COMMIT");
      client.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
      client.getOutputStream().write("COMMIT".getBytes(US_ASCII));
      served.setSoTimeout(200);
      assertThatIOException()
          .isThrownBy(() -> served.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      proxy.release();
      served.setSoTimeout(0);
      assertThat(served.getInputStream().readNBytes(6)).asString(US_ASCII).isEqualTo("COMMIT");
    }
  }

  @Test
  void losesTheNextAnswersOfTheConnectionsThereAre() throws IOException {
    try (Socket client = connect();
        Socket served = server.accept()) {
      served.getOutputStream().write(1);
      assertThat(client.getInputStream().read()).isEqualTo(1);

      proxy.loseNextAnswers();
      client.getOutputStream().write(2);
      assertThat(served.getInputStream().read()).isEqualTo(2);
      served.getOutputStream().write(3);

      assertThatIOException().isThrownBy(() -> client.getInputStream().read());
    }
    try (Socket client = connect();
        Socket served = server.accept()) {
      served.getOutputStream().write(4);
      assertThat(client.getInputStream().read()).isEqualTo(4);
    }
  }

  @Test
  void losesTheAnswerToAText() throws IOException {
    try (Socket client = connect();
        Socket served = server.accept()) {
      proxy.loseAnswerTo("COMMIT");
      served.getOutputStream().write(1);
      assertThat(client.getInputStream().read()).isEqualTo(1);
      client.getOutputStream().write("COMMIT".getBytes(US_ASCII));
      assertThat(served.getInputStream().readNBytes(6)).asString(US_ASCII).isEqualTo("COMMIT");

      served.getOutputStream().write(2);

      assertThatIOException().isThrownBy(() -> client.getInputStream().read());
      assertThatIOException().isThrownBy(() -> served.getInputStream().read());
    }
    try (Socket client = connect();
        Socket served = server.accept()) {
      client.getOutputStream().write("COMMIT".getBytes(US_ASCII));
      assertThat(served.getInputStream().readNBytes(6)).asString(US_ASCII).isEqualTo("COMMIT");
      served.getOutputStream().write(2);
      assertThat(client.getInputStream().read()).as("the next answer").isEqualTo(2);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }
}
