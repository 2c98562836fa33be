package dev.eventlogger.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AnswerBodyTest {

  private static final int MOST = 8;

  private final AtomicInteger signs = new AtomicInteger();
  private final Subscription subscription = mock();

  private AnswerBody body(long expected) {
    AnswerBody body = new AnswerBody(MOST, expected, signs::incrementAndGet);
    body.onSubscribe(subscription);
    return body;
  }

  private static ByteBuffer buffer(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @Test
  void joinsTheParts() {
    AnswerBody body = body(0);
    body.onNext(List.of(buffer("ab"), buffer("cde")));
    body.onNext(List.of(buffer("fgh")));
    body.onComplete();

    assertThat(body.getBody().toCompletableFuture())
        .isCompletedWithValueMatching(all -> new String(all, UTF_8).equals("abcdefgh"));
    assertThat(signs).hasValue(2);
    verify(subscription, never()).cancel();
  }

  @Test
  void takesNoMoreThanItMay() {
    AnswerBody body = body(0);
    body.onNext(List.of(buffer("abcdefgh")));
    body.onNext(List.of(buffer("i")));

    assertTooLong(body);
  }

  @Test
  void takesNothingOfWhatWillBeTooLong() {
    assertTooLong(body(MOST + 1));
  }

  private void assertTooLong(AnswerBody body) {
    verify(subscription).cancel();
    assertThatThrownBy(() -> body.getBody().toCompletableFuture().get())
        .hasCauseInstanceOf(AnswerTooLongException.class);
  }

  @Test
  void failsAsTheConnectionDoes() {
    AnswerBody body = body(0);
    IOException failure = new IOException("reset");
    body.onError(failure);

    assertThatThrownBy(() -> body.getBody().toCompletableFuture().get()).hasCause(failure);
  }
}
