package dev.eventlogger.formats.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An encoding that is JSON in disguise; Protobuf itself has its own tests. */
final class OwnOtlp implements OtlpEncoding {

  private final BodyReader bodies = new BodyReader(10_000);

  @Override
  public Map<String, @Nullable Object> decode(byte[] protobuf) throws UnreadableRequestException {
    return bodies.object(protobuf);
  }

  @Override
  public byte[] response(long rejected, String message) {
    return (rejected + " rejected: " + message).getBytes(UTF_8);
  }

  @Override
  public byte[] status(int code, String message) {
    return (code + ": " + message).getBytes(UTF_8);
  }
}
