package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The content codings that are understood. */
final class ContentCodings {

  private ContentCodings() {}

  /** Why a content coding is refused; null if it is understood. */
  static @Nullable Refusal refusal(@Nullable String coding) {
    return isPlain(coding) || isGzip(coding)
        ? null
        : Refusal.of(415, "this Content-Encoding is not understood; send gzip, or none");
  }

  /** Whether a body of a content coding is to be inflated. */
  static boolean isGzip(@Nullable String coding) {
    return coding != null && isOneOf(coding, "gzip", "x-gzip");
  }

  private static boolean isPlain(@Nullable String coding) {
    return coding == null || isOneOf(coding, "", "identity");
  }

  private static boolean isOneOf(String coding, String first, String second) {
    String folded = coding.strip().toLowerCase(Locale.ROOT);
    return folded.equals(first) || folded.equals(second);
  }
}
