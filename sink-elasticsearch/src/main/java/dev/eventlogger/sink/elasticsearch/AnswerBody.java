package dev.eventlogger.sink.elasticsearch;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an answer into memory, up to a number of bytes. For one answer, whose parts
 * come one after the other.
 */
final class AnswerBody implements BodySubscriber<byte[]> {

  private final long most;
  private final long expected;
  private final Runnable progress;
  private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private long size;

  /**
   * Waits for a body.
   *
   * @param most the most bytes to accept
   * @param expected how many will come, as far as known, or 0
   * @param progress is told whenever some arrive
   */
  AnswerBody(long most, long expected, Runnable progress) {
    this.most = most;
    this.expected = expected;
    this.progress = progress;
    var unused =
        bytes
            .getBody()
            .whenComplete(
                (body, failure) -> {
                  if (failure == null) {
                    whole.complete(body);
                  } else {
                    whole.completeExceptionally(failure);
                  }
                });
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    if (expected > most) {
      giveUp();
    } else {
      bytes.onSubscribe(subscription);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    progress.run();
    size += part.stream().mapToLong(ByteBuffer::remaining).sum();
    if (size > most) {
      giveUp();
    } else {
      bytes.onNext(part);
    }
  }

  private void giveUp() {
    whole.completeExceptionally(new AnswerTooLongException(most));
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {
    bytes.onError(failure);
  }

  @Override
  public void onComplete() {
    bytes.onComplete();
  }
}
