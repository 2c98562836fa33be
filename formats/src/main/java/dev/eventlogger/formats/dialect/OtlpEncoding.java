package dev.eventlogger.formats.dialect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OTLP's messages in Protobuf, which this module does not know. Implemented by the user of the
 * dialects. Thread-safe.
 */
public interface OtlpEncoding {

  /**
   * Decodes an {@code ExportLogsServiceRequest} to its JSON form, in plain maps, lists and values:
   * names in camel case, ids of traces and spans in hexadecimal digits, 64-bit numbers as text or
   * as a number.
   *
   * @throws UnreadableRequestException if it is no such message
   */
  Map<String, @Nullable Object> decode(byte[] protobuf) throws UnreadableRequestException;

  /**
   * Encodes an {@code ExportLogsServiceResponse}.
   *
   * @param rejected how many records were not taken; 0 leaves the partial success out
   * @param message why they were not taken
   */
  byte[] response(long rejected, String message);

  /**
   * Encodes a {@code google.rpc.Status}.
   *
   * @param code of {@code google.rpc.Code}
   */
  byte[] status(int code, String message);
}
