package dev.eventlogger.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import co.elastic.clients.util.BinaryData;
import dev.eventlogger.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events that can only be refused, before they are sent: even a refused document creates
 * its index. Immutable, thread-safe.
 */
final class Admission {

  /**
   * The most bytes of a key and its value together in a flattened field, in UTF-8 (Lucene's limit).
   */
  static final int LONGEST_TERM = 32_766;

  private static final byte[] NUL = "\\u0000".getBytes(UTF_8);
  private static final String AGAIN = "; if it is right, raise it and send the event again";

  private final @Nullable Duration maxAge;
  private final @Nullable Duration maxFuture;
  private final InstantSource clock;

  Admission(@Nullable Duration maxAge, @Nullable Duration maxFuture, InstantSource clock) {
    this.maxAge = maxAge;
    this.maxFuture = maxFuture;
    this.clock = clock;
  }

  /**
   * Why an event can only be refused, without anything of the event; empty if it may be accepted.
   */
  Optional<String> flaw(Event event, BinaryData document) {
    Instant time = event.createdAt();
    if (time.isBefore(FilterQuery.FIRST) || time.isAfter(FilterQuery.LAST)) {
      return Optional.of("created_at is not in the years that Elasticsearch indexes, 1970 to 2262");
    }
    Instant now = clock.instant();
    if (maxAge != null && Duration.between(time, now).compareTo(maxAge) > 0) {
      return Optional.of("created_at is longer ago than max_age, " + text(maxAge) + AGAIN);
    }
    if (maxFuture != null && Duration.between(now, time).compareTo(maxFuture) > 0) {
      return Optional.of(
          "created_at is further in the future than max_future, " + text(maxFuture) + AGAIN);
    }
    return keyFlaw(event, document);
  }

  /** Walks through a document only if its bytes suggest a flaw. */
  private static Optional<String> keyFlaw(Event event, BinaryData document) {
    if (document.size() <= LONGEST_TERM && !holdsNul(bytes(document))) {
      return Optional.empty();
    }
    Optional<String> flaw = keyFlaw(event.data(), "event_data", 0);
    return flaw.isPresent() ? flaw : keyFlaw(event.context(), "context", 0);
  }

  private static ByteBuffer bytes(BinaryData document) {
    try {
      return document.asByteBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  private static boolean holdsNul(ByteBuffer document) {
    int last = document.limit() - NUL.length;
    for (int i = document.position(); i <= last; i++) {
      int matching = 0;
      while (matching < NUL.length && document.get(i + matching) == NUL[matching]) {
        matching++;
      }
      if (matching == NUL.length) {
        return true;
      }
    }
    return false;
  }

  /**
   * What is wrong with the keys that lead to a value.
   *
   * @param length of the keys above it, with a dot after each, in UTF-8
   */
  private static Optional<String> keyFlaw(@Nullable Object value, String field, int length) {
    if (value instanceof Map<?, ?> object) {
      return first(object.entrySet(), member -> memberFlaw(member, field, length));
    }
    if (value instanceof List<?> items) {
      return first(items, item -> keyFlaw(item, field, length));
    }
    return value != null && isTooLong(String.valueOf(value), length)
        ? Optional.of(
            field
                + " has a value that with the keys that lead to it is longer than the "
                + LONGEST_TERM
                + " bytes that Elasticsearch indexes")
        : Optional.empty();
  }

  private static Optional<String> memberFlaw(Map.Entry<?, ?> member, String field, int length) {
    String key = String.valueOf(member.getKey());
    return key.indexOf('\0') >= 0
        ? Optional.of(field + " has a key with a NUL in it, which Elasticsearch refuses")
        : keyFlaw(member.getValue(), field, length + key.getBytes(UTF_8).length + 1);
  }

  private static <T> Optional<String> first(
      Collection<? extends T> all, Function<T, Optional<String>> flaw) {
    for (T one : all) {
      Optional<String> found = flaw.apply(one);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Longer values are not indexed, and do no harm. */
  private static boolean isTooLong(String value, int length) {
    return value.length() <= DocumentWriter.LONGEST_INDEXED
        && length + value.getBytes(UTF_8).length > LONGEST_TERM;
  }

  private static String text(Duration duration) {
    if (duration.toSecondsPart() == 0 && duration.toMinutesPart() == 0) {
      return duration.toHoursPart() == 0 ? duration.toDays() + "d" : duration.toHours() + "h";
    }
    return duration.toSeconds() + "s";
  }
}
