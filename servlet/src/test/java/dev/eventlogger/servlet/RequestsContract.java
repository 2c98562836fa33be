package dev.eventlogger.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.testkit.InMemoryEventLogger;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests to a real container become events. */
@Timeout(60)
abstract class RequestsContract {

  private static final String YAML =
      """
      EVENT_LOGGER_NAME: in-memory
      EVENT_DELIVERY: {linger: 1ms}
      EVENT_CONTEXT:
        keys: [user.id, session, headers.User-Agent, args.q, method, request.path, ip, trace_id]
      EVENT_REPORTS: {every: 0s}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final InMemoryEventLogger delivered = new InMemoryEventLogger();
  private EventLogger events;
  private Container container;

  /** A servlet container. */
  interface Container {
    /** Adds a filter for requests, behind those added before. */
    Container filter(Filter filter);

    /** Adds a servlet that may be asynchronous. */
    Container servlet(String pattern, HttpServlet servlet);

    /** Starts the container, and returns its port. */
    int start() throws Exception;

    void stop() throws Exception;
  }

  abstract Container container();

  @BeforeEach
  void open() {
    events =
        EventLogger.builder()
            .config(EventLoggerConfig.parse("test.yaml", YAML, Map.of()))
            .contextSource(new RequestContext())
            .sinks(delivered)
            .open();
    container = container();
  }

  @AfterEach
  void close() throws Exception {
    container.stop();
    events.close();
  }

  /** Answers one kind of request. */
  private interface Answering {
    void answer(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  private static HttpServlet servlet(Answering answering) {
    return new HttpServlet() {
      @Override
      protected void service(HttpServletRequest request, HttpServletResponse response)
          throws IOException, ServletException {
        answering.answer(request, response);
      }
    };
  }

  private Event onlyEvent(String path, Answering answering) throws Exception {
    container.filter(new EventLoggerFilter(events)).servlet("/it/*", servlet(answering));
    HttpResponse<String> unused = get(container.start(), path);
    return onlyEvent();
  }

  private Event onlyEvent() throws InterruptedException {
    List<Event> found = delivered.await(1, Duration.ofSeconds(20));
    events.flush(Duration.ofSeconds(5));
    assertThat(delivered.events()).hasSize(1);
    return found.get(0);
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void saysWhatWasAnswered() throws Exception {
    Event event = onlyEvent("/it/42?q=a%20b&password=1", (request, response) -> {});

    assertThat(event.type()).isEqualTo(EventType.API);
    assertThat(event.data())
        .isEqualTo(Map.of("method", "GET", "route", "/it/*", "params", Map.of(), "status", 200));
    assertThat(event.level()).isEqualTo(Level.INFO);
    assertThat(event.uid()).isNull();
    assertThat(event.duration()).isPositive();
    assertThat(event.context())
        .containsEntry("args", Map.of("q", "a b"))
        .containsEntry("method", "GET")
        .containsEntry("request", Map.of("path", "/it/42"))
        .containsEntry("ip", "127.0.0.1")
        .containsEntry("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @Test
  void namesNoPathThatMeansNothing() throws Exception {
    Event event = onlyEvent("/users/ada", (request, response) -> {});

    assertThat(event.data()).containsEntry("route", "unmatched").containsEntry("status", 404);
  }

  @Test
  void saysWhatWasRefused() throws Exception {
    Event event = onlyEvent("/it/", (request, response) -> response.sendError(403));

    assertThat(event.data()).containsEntry("status", 403).doesNotContainKey("error");
    assertThat(event.level()).isEqualTo(Level.INFO);
  }

  @Test
  void saysWhyARequestFailedAndNotInWhat() throws Exception {
    Event event =
        onlyEvent(
            "/it/",
            (request, response) -> {
              throw new ServletException(new IllegalStateException("ada's secret"));
            });

    assertThat(event.data()).containsEntry("status", 500);
    assertThat(event.level()).isEqualTo(Level.ERROR);
    assertThat(event.data().get("error"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("type", "java.lang.IllegalStateException")
        .containsOnlyKeys("type", "hash");
    assertThat(event.toJson()).doesNotContain("ada's secret");
  }

  @Test
  void logsAnAsynchronousRequestWhenItCompletes() throws Exception {
    Event event =
        onlyEvent(
            "/it/",
            (request, response) -> {
              AsyncContext later = request.startAsync();
              CompletableFuture<Void> unused =
                  CompletableFuture.runAsync(
                      () -> {
                        ((HttpServletResponse) later.getResponse()).setStatus(202);
                        later.complete();
                      },
                      CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS));
            });

    assertThat(event.data()).containsEntry("status", 202);
    assertThat(event.duration()).isGreaterThan(Duration.ofMillis(20));
    assertThat(event.context()).as("of the request").containsEntry("method", "GET");
  }

  @Test
  void logsAnAsynchronousRequestThatTookTooLong() throws Exception {
    Event event = onlyEvent("/it/", (request, response) -> request.startAsync().setTimeout(50));

    assertThat(event.data()).containsEntry("status", 500);
  }

  @Test
  void logsAnAsynchronousRequestThatIsDispatchedOnce() throws Exception {
    Event event =
        onlyEvent(
            "/it/",
            (request, response) -> {
              if (request.getAttribute("again") == null) {
                request.setAttribute("again", true);
                request.startAsync().dispatch();
              } else {
                response.setStatus(201);
              }
            });

    assertThat(event.data()).containsEntry("status", 201);
  }

  @Test
  void logsAForwardedRequestOnceAsWhatWasAskedFor() throws Exception {
    container.servlet("/other", servlet((request, response) -> response.setStatus(203)));
    Event event =
        onlyEvent(
            "/it/",
            (request, response) ->
                request.getRequestDispatcher("/other").forward(request, response));

    assertThat(event.data()).containsEntry("route", "/it/*").containsEntry("status", 203);
  }

  private static Filter signIn(Supplier<String> user) {
    return (request, response, chain) ->
        chain.doFilter(
            new HttpServletRequestWrapper((HttpServletRequest) request) {
              @Override
              public String getRemoteUser() {
                return user.get();
              }
            },
            response);
  }

  @Test
  void answersThoughItCannotBeSaidWhoAsks() throws Exception {
    Filter signIn =
        signIn(
            () -> {
              throw new IllegalStateException("no sessions today");
            });
    container.filter(new EventLoggerFilter(events)).filter(signIn).filter(new UserFilter());
    container.servlet("/it/*", servlet((request, response) -> response.setStatus(202)));

    assertThat(get(container.start(), "/it/").statusCode()).isEqualTo(202);

    assertThat(onlyEvent().uid()).isNull();
    assertThat(onlyEvent().data()).containsEntry("status", 202);
  }

  @Test
  void asksNobodyForWhoIsKnown() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Filter signIn = signIn(() -> "user " + asked.incrementAndGet());
    Filter knows =
        (request, response, chain) -> {
          RequestContext.userIs("ada");
          chain.doFilter(request, response);
        };
    container.filter(new EventLoggerFilter(events)).filter(knows);
    container.filter(signIn).filter(new UserFilter());
    container.servlet("/it/*", servlet((request, response) -> {}));
    HttpResponse<String> unused = get(container.start(), "/it/");

    assertThat(onlyEvent().uid()).isEqualTo("ada");
    assertThat(asked).hasValue(0);
  }

  @Test
  void knowsWhoAsksFromTheFilterBehindTheOneThatKnows() throws Exception {
    Filter signIn = signIn(() -> "ada");
    container.filter(new EventLoggerFilter(events)).filter(signIn).filter(new UserFilter());
    container.servlet(
        "/it/*", servlet((request, response) -> request.getSession().setAttribute("a", "b")));
    HttpResponse<String> unused = get(container.start(), "/it/");

    Event event = onlyEvent();
    assertThat(event.uid()).isEqualTo("ada");
    assertThat(event.context()).containsEntry("user", Map.of("id", "ada"));
    assertThat(event.context().get("session")).asString().matches("[0-9a-f]{16}");
  }

  @Test
  void addsTheRequestToEventsThatTheApplicationLogs() throws Exception {
    container
        .filter(new EventLoggerFilter(events))
        .servlet(
            "/it/*", servlet((request, response) -> events.log(EventDraft.named("query-start"))));
    HttpResponse<String> unused = get(container.start(), "/it/run?q=1");

    List<Event> found = delivered.await(2, Duration.ofSeconds(20));
    assertThat(found).extracting(Event::name).containsExactly("query-start", "api");
    assertThat(found.get(0).context()).containsEntry("request", Map.of("path", "/it/run"));
    events.log(EventDraft.named("elsewhere"));
    assertThat(delivered.await(3, Duration.ofSeconds(20)).get(2).context())
        .containsEntry("method", "");
  }

  @Test
  void leavesTheBodyToTheApplication() throws Exception {
    container
        .filter(
            new EventLoggerFilter(
                events,
                new RequestReader() {
                  @Override
                  public Map<String, ?> parameters(HttpServletRequest request) {
                    return QueryParameters.of(request, List.of("q", "a"));
                  }
                }))
        .servlet(
            "/it/*",
            servlet(
                (request, response) -> response.getWriter().write(request.getReader().readLine())));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + container.start() + "/it/?q=1&q=2&x=3"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=b"))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.body()).isEqualTo("a=b");
    assertThat(onlyEvent().data()).containsEntry("params", Map.of("q", List.of("1", "2")));
  }

  @Test
  void logsWhatItKnowsWhereTheApplicationsOwnReaderFails() throws Exception {
    container
        .filter(
            new EventLoggerFilter(
                events,
                new RequestReader() {
                  @Override
                  public String uid(HttpServletRequest request) {
                    throw new IllegalStateException("nobody");
                  }
                }))
        .servlet("/it/*", servlet((request, response) -> {}));
    HttpResponse<String> unused = get(container.start(), "/it/");

    assertThat(onlyEvent().data()).containsEntry("status", 200);
  }

  @Test
  void logsNothingThatTheReaderLeavesOut() throws Exception {
    container
        .filter(
            new EventLoggerFilter(
                events,
                new RequestReader() {
                  @Override
                  public boolean isLogged(HttpServletRequest request) {
                    return !request.getRequestURI().endsWith("health");
                  }
                }))
        .servlet("/it/*", servlet((request, response) -> {}));
    int port = container.start();
    HttpResponse<String> health = get(port, "/it/health");
    HttpResponse<String> other = get(port, "/it/");

    assertThat(health.statusCode()).isEqualTo(other.statusCode());
    assertThat(onlyEvent().context()).containsEntry("request", Map.of("path", "/it/"));
  }
}
