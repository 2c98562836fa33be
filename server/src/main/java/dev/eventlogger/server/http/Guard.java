package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Refusal;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What is asked about each request before anything else. Thread-safe. */
public interface Guard {

  /** Why a request is refused wherever it goes; null if it is not. */
  @Nullable Refusal refuses(Exchange exchange);

  /** Whether many clients come from an address, since it is that of a proxy that is trusted. */
  boolean isProxy(InetAddress address);

  /** The answer to a browser that asks whether a page may send a request (CORS, Fetch 4.8). */
  Answer preflight(Exchange exchange);
}
