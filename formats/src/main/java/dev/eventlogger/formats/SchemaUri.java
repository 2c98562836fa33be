package dev.eventlogger.formats;

import dev.eventlogger.event.SchemaRef;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** URIs of schemas that end in the version, such as {@code /page/move/1.0.0}. Thread-safe. */
public final class SchemaUri {

  private static final Pattern VERSION_AT_END =
      Pattern.compile("/(v?\\d{1,9}(?:\\.\\d{1,9}){0,3})$");

  private SchemaUri() {}

  /** The schema with that URI, and the version at its end; null if the URI has no version. */
  public static @Nullable SchemaRef read(String uri) {
    Matcher versionAtEnd = VERSION_AT_END.matcher(uri);
    return versionAtEnd.find() ? new SchemaRef(uri, versionAtEnd.group(1)) : null;
  }
}
