package dev.eventlogger.intake.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ThreadContextTest {

  private final ThreadContext context = new ThreadContext();

  private static ContextSource source(Map<String, Object> values) {
    return values::get;
  }

  @Test
  void answersWithinAScopeOnly() {
    try (ThreadContext.Scope scope = context.open(source(Map.of("ip", "::1")))) {
      assertThat(scope).isNotNull();
      assertThat(context.get("ip")).isEqualTo("::1");
      assertThat(context.get("method")).isNull();
    }
    assertThat(context.get("ip")).isNull();
  }

  @Test
  void asksTheInnermostScopeFirst() {
    ThreadContext.Scope outer = context.open(source(Map.of("ip", "outer", "method", "GET")));
    ThreadContext.Scope inner = context.open(source(Map.of("ip", "inner")));

    assertThat(context.get("ip")).isEqualTo("inner");
    assertThat(context.get("method")).isEqualTo("GET");
    inner.close();
    assertThat(context.get("ip")).isEqualTo("outer");
    outer.close();
  }

  @Test
  void isNotSeenByOtherThreads() {
    try (ThreadContext.Scope scope = context.open(key -> key)) {
      assertThat(scope).isNotNull();
      assertThat(CompletableFuture.supplyAsync(() -> context.get("ip") == null).join()).isTrue();
    }
  }

  @Test
  void closingTwiceDoesNothing() {
    ThreadContext.Scope outer = context.open(key -> "outer");
    ThreadContext.Scope inner = context.open(key -> "inner");

    inner.close();
    inner.close();

    assertThat(context.get("ip")).isEqualTo("outer");
    outer.close();
  }

  @Test
  void closingAScopeClosesThoseWithinIt() {
    ThreadContext.Scope outer = context.open(key -> "outer");
    ThreadContext.Scope forgotten = context.open(key -> "inner");

    outer.close();
    assertThat(context.get("ip")).isNull();
    forgotten.close();
    assertThat(context.get("ip")).isNull();
  }

  @Test
  void closingOnAnotherThreadLeavesBothAsTheyAre() {
    ThreadContext.Scope outer = context.open(key -> "outer");
    ThreadContext.Scope inner = context.open(key -> "inner");

    boolean empty =
        CompletableFuture.supplyAsync(
                () -> {
                  inner.close();
                  return context.get("ip") == null;
                })
            .join();

    assertThat(empty).isTrue();
    assertThat(context.get("ip")).isEqualTo("inner");
    outer.close();
  }
}
