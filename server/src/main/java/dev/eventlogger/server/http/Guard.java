package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Refusal;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Judges each request before anything else does. Thread-safe. */
public interface Guard {

  /** Why a request is refused wherever it goes; null if it is not. */
  @Nullable Refusal refuses(Exchange exchange);

  /** Whether an address is that of a trusted proxy, so that many clients come from it. */
  boolean isProxy(InetAddress address);

  /** The answer to a browser that asks whether a page may send a request (CORS, Fetch 4.8). */
  Answer preflight(Exchange exchange);
}
