package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.Answers;
import dev.eventlogger.formats.dialect.Refusal;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes what the HTTP server itself refuses as JSON, quoting nothing of the request. */
final class JsonErrors extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(body(response.getStatus())), callback);
    return true;
  }

  private static byte[] body(int status) {
    HttpStatus.Code code = HttpStatus.getCode(status);
    String reason = code == null ? "refused" : code.getMessage();
    return Answers.error(Refusal.of(status, reason)).body();
  }
}
