package dev.eventlogger.formats.dialect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OTLP's messages as Protobuf, which this module does not know. Implemented where the dialects are
 * spoken. Thread-safe.
 */
public interface OtlpEncoding {

  /**
   * An {@code ExportLogsServiceRequest} as OTLP's JSON has it, in plain maps, lists and values:
   * names in camel case, ids of traces and spans in hexadecimal digits, 64 bits as text or as a
   * number.
   *
   * @throws UnreadableRequestException if it is none
   */
  Map<String, @Nullable Object> decode(byte[] protobuf) throws UnreadableRequestException;

  /**
   * An {@code ExportLogsServiceResponse}.
   *
   * @param rejected how many records were not taken; 0 leaves the partial success out
   * @param message why
   */
  byte[] response(long rejected, String message);

  /**
   * A {@code google.rpc.Status}.
   *
   * @param code of {@code google.rpc.Code}
   */
  byte[] status(int code, String message);
}
