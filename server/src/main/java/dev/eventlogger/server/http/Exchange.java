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

/** One request and its answer, which is given exactly once. For one thread at a time. */
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

  /** Says who the client is, where that is not the other end of the connection. */
  public void setClient(InetAddress address) {
    client = address;
  }

  /**
   * Does something when the client is found to be gone before it was answered: with HTTP/2 at once,
   * with HTTP/1.1 when something is sent.
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

  /** Adds a header to the answer to come. */
  public void addHeaders(Map<String, String> more) {
    headers.putAll(more);
  }

  /**
   * Reads the body, without holding the thread. If the client is gone, neither is called.
   *
   * @param whole gets the request with its body, no longer compressed in transfer
   * @param refused is told why there is none
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

  /** Takes a step, and answers that it failed if it does. */
  void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      failed(e);
    }
  }

  /** Ends it, since answering it failed. */
  public void fail(Throwable failure) {
    failed(failure);
  }

  /** Ends it: an exchange that is not ended keeps its connection and its memory for good. */
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

  /** Answers that the request was not taken, and why. */
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
     * Writes it.
     *
     * @throws IOException if the client is gone, or what is to be sent cannot be had
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Answers with a body that is written bit by bit, on this thread, which waits while the client
   * takes nothing. The answer begins with the first bytes: what the body throws before is the
   * caller's to answer, and after that, the answer is cut off, so that the client sees that it is
   * not whole.
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
   * Makes an event stream of it, or answers that there are too many.
   *
   * @param isAllowed whether the client may still read; asked now and then, by any thread
   * @param opened gets the stream, and says what is to be done when it is closed
   */
  public void openStream(BooleanSupplier isAllowed, Function<EventStream, Runnable> opened) {
    streams.open(this, isAllowed, opened);
  }

  /** What the answer varies by is more than one part of the server knows. */
  private void put(String name, String value) {
    String varies = headers.get(name);
    boolean isVary = varies != null && HttpHeader.VARY.is(name);
    response.getHeaders().put(name, isVary ? varies + ", " + value : value);
  }

  /** Begins to answer: sets what comes before the body. */
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
   * Makes a websocket of it, or answers why not.
   *
   * @param isAllowed whether the client may still read; asked now and then, by any thread
   * @param opened gets the channel, and says what is to be done when it is closed
   */
  public void upgrade(BooleanSupplier isAllowed, Function<TextChannel, Runnable> opened) {
    websockets.upgrade(this, isAllowed, opened);
  }

  void upgraded() {
    isAnswered = true;
    answered.accept(head, SWITCHED);
  }

  /** All values of a header, each line as one. HTTP/2 has the authority in place of Host. */
  public List<String> headers(String name) {
    HttpFields fields = request.getHeaders();
    // Most that are asked for are absent, and Jetty makes a list for those too.
    List<String> values = fields.contains(name) ? fields.getValuesList(name) : List.of();
    String authority = request.getHttpURI().getAuthority();
    boolean isAuthority = values.isEmpty() && authority != null && name.equalsIgnoreCase("Host");
    return isAuthority ? List.of(authority) : values;
  }

  /** All headers, for when the request itself is over. */
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
