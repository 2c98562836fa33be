package dev.eventlogger.server.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import java.io.ByteArrayOutputStream;

/**
 * An event, and the frame that it is sent in, whose id is the event's and whose data is its
 * canonical JSON, which has no line breaks.
 *
 * @param frame never changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LiveEvent(Event event, byte[] frame) {

  private static final byte[] DATA = "\ndata: ".getBytes(US_ASCII);
  private static final byte[] END = "\n\n".getBytes(US_ASCII);

  static LiveEvent of(Event event) {
    byte[] json = event.toJson().getBytes(UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream(json.length + 64);
    frame.writeBytes(("id: " + event.id()).getBytes(US_ASCII));
    frame.writeBytes(DATA);
    frame.writeBytes(json);
    frame.writeBytes(END);
    return new LiveEvent(event, frame.toByteArray());
  }
}
