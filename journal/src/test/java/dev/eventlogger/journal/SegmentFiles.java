package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Segment files made by tests, byte by byte. */
final class SegmentFiles {

  private SegmentFiles() {}

  static byte[] header(long number, long first) {
    return new SegmentHeader(number, first).toBytes();
  }

  /** Frames of records that contain their sequence number. */
  static byte[] frames(long first, long last) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (long sequence = first; sequence <= last; sequence++) {
      frames.writeBytes(frame(sequence, record(sequence)));
    }
    return frames.toByteArray();
  }

  static byte[] frame(long sequence, String record) {
    byte[] bytes = record.getBytes(UTF_8);
    RecordGroup group = new RecordGroup(Frame.HEADER + bytes.length);
    group.add(bytes, bytes.length);
    group.seal(sequence);
    byte[] frame = new byte[group.length()];
    System.arraycopy(group.bytes(), 0, frame, 0, frame.length);
    return frame;
  }

  static String record(long sequence) {
    return "{\"n\":" + sequence + "}";
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Writes a whole segment, under its own name. */
  static Path write(Path directory, long number, long first, long last) throws IOException {
    return Files.write(
        Segments.path(directory, number), concat(header(number, first), frames(first, last)));
  }

  /** What is logged about journals during an action. */
  static List<String> said(Action action) throws IOException {
    List<String> said = new ArrayList<>();
    Logger log = Logger.getLogger("dev.eventlogger.journal");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            said.add(logged.getLevel() + " " + logged.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    log.addHandler(handler);
    try {
      action.run();
    } finally {
      log.removeHandler(handler);
    }
    return said;
  }

  interface Action {
    void run() throws IOException;
  }
}
