package dev.eventlogger.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The place of an event in an order: where the next page continues.
 *
 * @param value what the order compares first: an {@code Instant} for the time, a {@code BigDecimal}
 *     for the duration, else a {@code String}; null for an event without the field
 * @param id what it compares next
 */
public record PageKey(@Nullable Object value, UUID id) {

  private static final int LONGEST = 4 * 1024 * 1024;
  private static final int UUID_LENGTH = 36;

  /** The place of an event. */
  public static PageKey of(Event event, Sort sort) {
    Object value = Scalars.value(event, sort.field());
    return new PageKey(value instanceof UUID id ? id.toString() : value, event.id());
  }

  /** The key as text without blanks, including the order that it is for. */
  public String toText(Sort sort) {
    String plain = sort + " " + id + (value == null ? "" : " " + value);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
  }

  /**
   * Parses a key.
   *
   * @throws IllegalArgumentException if it is no key, or a key for another order
   */
  static PageKey parse(String text, Sort sort) {
    try {
      String plain =
          text.length() > LONGEST ? "" : new String(Base64.getUrlDecoder().decode(text), UTF_8);
      if (plain.startsWith(sort + " ")) {
        return key(plain.substring(sort.toString().length() + 1), sort);
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // Reported below, without the text, which may hold values of an event.
    }
    throw new IllegalArgumentException(
        "after: is not the next page of a query sorted by "
            + sort
            + "; take what the page before says");
  }

  private static PageKey key(String plain, Sort sort) {
    int end = Math.min(UUID_LENGTH, plain.length());
    UUID id = UUID.fromString(plain.substring(0, end));
    if (!id.toString().equals(plain.substring(0, end))) {
      throw new IllegalArgumentException("no id");
    }
    return new PageKey(end == plain.length() ? null : value(plain.substring(end), sort), id);
  }

  private static Object value(String plain, Sort sort) {
    if (plain.charAt(0) != ' ') {
      throw new IllegalArgumentException("no blank");
    }
    String text = plain.substring(1);
    return switch (sort.field().part()) {
      case CREATED_AT -> EventFilter.micros("after", Instant.parse(text));
      case DURATION_MS -> decimal(text);
      case ID -> UUID.fromString(text).toString();
      default -> text(text);
    };
  }

  private static BigDecimal decimal(String text) {
    return Numbers.read(text).orElseThrow(() -> new IllegalArgumentException("no number"));
  }

  private static String text(String text) {
    if (!CodePoints.isWellFormed(text)) {
      throw new IllegalArgumentException("no text");
    }
    return text;
  }
}
