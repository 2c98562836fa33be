package dev.eventlogger.server.http;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Answers;
import dev.eventlogger.formats.dialect.Refusal;
import dev.eventlogger.formats.dialect.SentRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One request and its answer, given exactly once. For one thread at a time. */
public final class Exchange {

  private static final int SWITCHED = 101;
  private static final String CONTENT_LENGTH = HttpHeader.CONTENT_LENGTH.asString();
  private static final HandlingFailures FAILURES = new HandlingFailures();
  private static final InetAddress UNKNOWN = InetAddress.getLoopbackAddress();

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final SentRequest head;
  private final LimitSettings limits;
  private final BytesInFlight inFlight;
  private final Websockets websockets;
  private final EventStreams streams;
  private final ObjIntConsumer<SentRequest> answered;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private @Nullable InetAddress client;
  private boolean isAnswered;

  Exchange(
      Request request,
      Response response,
      Callback callback,
      SentRequest head,
      HttpServer.Parts parts) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.head = head;
    this.limits = parts.limits();
    this.inFlight = parts.inFlight();
    this.answered = parts.counts();
    this.websockets = parts.websockets();
    this.streams = parts.streams();
  }

  /** The request without its body. */
  public SentRequest head() {
    return head;
  }

  /** The other end of the connection: a client, or a proxy. */
  public InetAddress remote() {
    return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress ip
        ? requireNonNull(ip.getAddress())
        : UNKNOWN;
  }

  /** Sets the client's address, if it is not the other end of the connection. */
  public void setClient(InetAddress address) {
    client = address;
  }

  /**
   * Runs an action when the client turns out to be gone before it was answered: with HTTP/2 at
   * once, with HTTP/1.1 when something is sent.
   */
  public void onGone(Runnable action) {
    Request.addCompletionListener(
        request,
        failure -> {
          if (failure != null) {
            action.run();
          }
        });
  }

  /** Whether the connection has TLS. */
  public boolean isSecure() {
    return request.isSecure();
  }

  /** Adds headers to the answer to come. */
  public void addHeaders(Map<String, String> more) {
    headers.putAll(more);
  }

  /**
   * Reads the body, without holding the thread. If the client is gone, neither parameter is called.
   *
   * @param whole takes the request with its body, inflated if it was sent compressed
   * @param refused takes the reason why the body is refused
   */
  public void readBody(Consumer<SentRequest> whole, Consumer<Refusal> refused) {
    BytesInFlight.Part room = inFlight.part(client == null ? remote() : client);
    Request.addCompletionListener(request, failure -> room.release());
    new BodyReader(
            request,
            limits,
            room,
            new BodyReader.Reader() {
              @Override
              public void read(byte[] body) {
                guarded(() -> whole.accept(head.withBody(body, room::take)));
              }

              @Override
              public void refused(Refusal refusal) {
                guarded(() -> refused.accept(refusal));
              }

              @Override
              public void failed(Throwable failure) {
                Exchange.this.failed(failure);
              }
            })
        .start();
  }

  /** Runs a step; if it throws, ends the exchange with the failure. */
  void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      failed(e);
    }
  }

  /** Ends the exchange, since answering it failed. */
  public void fail(Throwable failure) {
    failed(failure);
  }

  /** Ends the exchange: one that is not ended keeps its connection and its memory for good. */
  private void failed(Throwable failure) {
    boolean isGone = failure instanceof IOException;
    if (isGone || isAnswered || failure instanceof VirtualMachineError) {
      if (!isGone) {
        FAILURES.report(failure);
      }
      answered.accept(head, 0);
      callback.failed(failure);
    } else if (failure instanceof HttpException malformed) {
      refuse(Refusal.of(malformed.getCode(), "the request is malformed"));
    } else {
      FAILURES.report(failure);
      refuse(Refusal.of(500, "the server failed at this request; its log says more"));
    }
  }

  /** Answers that the request is refused, and why. */
  public void refuse(Refusal refusal) {
    answer(Answers.error(refusal));
  }

  /** Answers. */
  public void answer(Answer answer) {
    begin(answer);
    if (!answer.headers().containsKey(CONTENT_LENGTH)) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    }
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  /** Writes the body of an answer. */
  public interface Body {
    /**
     * Writes the body.
     *
     * @throws IOException if the client is gone, or the content cannot be read
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Answers with a body that is written bit by bit, on this thread, which waits while the client
   * takes nothing. The answer begins with the first bytes. A runtime exception before them is
   * thrown to the caller, who answers; after them the answer is cut off, so that the client sees
   * that it is not whole.
   *
   * @param answer the head; its own body is not sent
   */
  public void stream(Answer answer, Body body) {
    BegunLate out = new BegunLate(() -> begin(answer), () -> Content.Sink.asOutputStream(response));
    try {
      body.writeTo(out);
      out.close();
    } catch (IOException | RuntimeException e) {
      if (e instanceof RuntimeException failure) {
        if (!out.isBegun()) {
          throw failure;
        }
        FAILURES.report(failure);
      }
      callback.failed(e);
      return;
    }
    callback.succeeded();
  }

  /**
   * Answers with an event stream, or that there are too many.
   *
   * @param isAllowed whether the client may still read; asked periodically, by any thread
   * @param opened takes the stream, and returns what to run when it is closed
   */
  public void openStream(BooleanSupplier isAllowed, Function<EventStream, Runnable> opened) {
    streams.open(this, isAllowed, opened);
  }

  /**
   * Appends to Vary rather than replacing it, since several parts of the server contribute to it.
   */
  private void put(String name, String value) {
    String varies = headers.get(name);
    boolean isVary = varies != null && HttpHeader.VARY.is(name);
    response.getHeaders().put(name, isVary ? varies + ", " + value : value);
  }

  /** Begins to answer: sets the status and the headers. */
  void begin(Answer answer) {
    isAnswered = true;
    answered.accept(head, answer.status());
    response.setStatus(answer.status());
    headers.forEach((name, value) -> response.getHeaders().put(name, value));
    answer.headers().forEach(this::put);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    if (!response.getHeaders().contains(HttpHeader.CACHE_CONTROL)) {
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    }
    @Nullable String contentType = answer.contentType();
    if (contentType != null) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    }
  }

  /**
   * Upgrades to a websocket, or answers why not.
   *
   * @param isAllowed whether the client may still read; asked periodically, by any thread
   * @param opened takes the channel, and returns what to run when it is closed
   */
  public void upgrade(BooleanSupplier isAllowed, Function<TextChannel, Runnable> opened) {
    websockets.upgrade(this, isAllowed, opened);
  }

  void upgraded() {
    isAnswered = true;
    answered.accept(head, SWITCHED);
  }

  /** All values of a header, one for each line. In HTTP/2, the authority stands in for Host. */
  public List<String> headers(String name) {
    HttpFields fields = request.getHeaders();
    // Most headers that are asked for are absent, and Jetty would make a list for those too.
    List<String> values = fields.contains(name) ? fields.getValuesList(name) : List.of();
    String authority = request.getHttpURI().getAuthority();
    boolean isAuthority = values.isEmpty() && authority != null && name.equalsIgnoreCase("Host");
    return isAuthority ? List.of(authority) : values;
  }

  /** A copy of all headers, for use after the request is over. */
  public Map<String, List<String>> copyOfHeaders() {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : head.headers().names()) {
      copy.put(name, List.copyOf(headers(name)));
    }
    copy.put("Host", List.copyOf(headers("Host")));
    return copy;
  }

  Request request() {
    return request;
  }

  Response response() {
    return response;
  }

  Callback callback() {
    return callback;
  }
}
