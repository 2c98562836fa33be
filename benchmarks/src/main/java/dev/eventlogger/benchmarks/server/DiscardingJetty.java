package dev.eventlogger.benchmarks.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The limit: Jetty as our server sets it up, which reads bodies, discards them, and sends an answer
 * as long as ours.
 */
final class DiscardingJetty implements Child {

  private static final byte[] ANSWER =
      ("{\"received\":1,\"accepted\":1,\"filtered\":0,\"invalid\":0,\"dropped\":0,\"duplicates\":0,"
              + "\"verdicts\":[]}")
          .getBytes(StandardCharsets.UTF_8);

  private final Server server = new Server(new QueuedThreadPool(200, 8));
  private final ServerConnector connector;

  DiscardingJetty() throws Exception {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector =
        new ServerConnector(
            server,
            1,
            -1,
            new HttpConnectionFactory(http),
            new HTTP2CServerConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Discarding());
    server.start();
  }

  /** The server; it needs no arguments. */
  public static void main(String[] arguments) throws Exception {
    DiscardingJetty jetty = new DiscardingJetty();
    Child.run(jetty.port(), jetty);
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void flush() {
    // Nothing is kept.
  }

  @Override
  public String end() throws Exception {
    server.stop();
    return "";
  }

  private static final class Discarding extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Content.Source.consumeAll(
          request, Callback.from(() -> answer(response, callback), callback::failed));
      return true;
    }

    private static void answer(Response response, Callback callback) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, ANSWER.length);
      response.write(true, ByteBuffer.wrap(ANSWER), callback);
    }
  }
}
