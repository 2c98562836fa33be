package dev.eventlogger.testkit.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A token that says where the next page begins, opaque to the client. */
final class PageToken {

  private PageToken() {}

  /** A token for one kind of list. */
  static String to(String kind, int index) {
    return encode(kind + ' ' + index);
  }

  /** Where a page begins; 0 without a token. */
  static int of(@Nullable String token, String kind, int most) throws ServiceError {
    if (token == null) {
      return 0;
    }
    String text = decode(token);
    if (!text.startsWith(kind + ' ')) {
      throw invalid();
    }
    long index = number(text.substring(kind.length() + 1));
    return (int) Math.min(index, most);
  }

  static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  static String decode(String token) throws ServiceError {
    try {
      return new String(Base64.getUrlDecoder().decode(token), UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  static long number(String text) throws ServiceError {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  static ServiceError invalid() {
    return ServiceError.invalid("The specified nextToken is invalid.");
  }
}
