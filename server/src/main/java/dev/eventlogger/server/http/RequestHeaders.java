package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.SentHeaders;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/** The headers of a request, without a copy. */
record RequestHeaders(HttpFields fields) implements SentHeaders {

  @Override
  public @Nullable String get(String name) {
    return fields.get(name);
  }

  @Override
  public Iterable<String> names() {
    return fields.getFieldNamesCollection();
  }
}
