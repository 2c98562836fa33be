package dev.eventlogger.server.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.eventlogger.formats.dialect.OtlpEncoding;
import dev.eventlogger.formats.dialect.UnreadableRequestException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OTLP's messages in Protobuf, with OpenTelemetry's own classes. Immutable, thread-safe. */
public final class ProtobufOtlp implements OtlpEncoding {

  private static final int DEEPEST = 100;
  private static final int CODE = 1;
  private static final int MESSAGE = 2;

  private final int mostFields;

  /**
   * Reads and writes all messages.
   *
   * @param mostFields a request with more fields is refused: an empty record has two bytes, and
   *     takes a hundred in memory
   */
  public ProtobufOtlp(int mostFields) {
    this.mostFields = mostFields;
  }

  @Override
  public Map<String, @Nullable Object> decode(byte[] protobuf) throws UnreadableRequestException {
    try {
      CodedInputStream in = CodedInputStream.newInstance(protobuf);
      int fields = fields(in, ExportLogsServiceRequest.getDescriptor(), 0);
      if (fields > mostFields) {
        throw UnreadableRequestException.tooLarge(
            "the body: has more than " + mostFields + " fields; send several requests");
      }
      return ProtobufRecords.plain(ExportLogsServiceRequest.parseFrom(protobuf));
    } catch (IOException e) {
      throw UnreadableRequestException.malformed(
          "the body: must be an ExportLogsServiceRequest of OTLP in Protobuf");
    }
  }

  /** How many fields a message has at all depths; stops counting when there are too many. */
  private int fields(CodedInputStream in, Descriptor type, int depth) throws IOException {
    int fields = 0;
    for (int tag = in.readTag(); tag != 0 && fields <= mostFields; tag = in.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      fields++;
      if (field != null && depth < DEEPEST && isMessage(field, tag)) {
        int limit = in.pushLimit(in.readRawVarint32());
        fields += fields(in, field.getMessageType(), depth + 1);
        if (fields <= mostFields) {
          in.popLimit(limit);
        }
      } else {
        in.skipField(tag);
      }
    }
    return fields;
  }

  private static boolean isMessage(FieldDescriptor field, int tag) {
    return field.getType() == FieldDescriptor.Type.MESSAGE
        && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  @Override
  public byte[] response(long rejected, String message) {
    ExportLogsServiceResponse.Builder response = ExportLogsServiceResponse.newBuilder();
    if (rejected > 0) {
      response.setPartialSuccess(
          ExportLogsPartialSuccess.newBuilder()
              .setRejectedLogRecords(rejected)
              .setErrorMessage(message));
    }
    return response.build().toByteArray();
  }

  /** Written by hand: the class for these two fields is in an artifact of its own. */
  @Override
  public byte[] status(int code, String message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeInt32(CODE, code);
      out.writeString(MESSAGE, message);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a stream into memory never throws
    }
    return bytes.toByteArray();
  }
}
