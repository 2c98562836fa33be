package dev.eventlogger.sink.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;

/** Gathers the bytes of a batch to write them at once; reused. For one thread. */
final class LineBuffer extends ByteArrayOutputStream {

  private static final int INITIAL_BYTES = 64 * 1024;
  private static final int KEPT_BYTES = 4 * 1024 * 1024;

  LineBuffer() {
    super(INITIAL_BYTES);
  }

  /** Empties the buffer, and frees one that an unusually large batch made grow. */
  @Override
  public synchronized void reset() {
    super.reset();
    if (buf.length > KEPT_BYTES) {
      buf = new byte[INITIAL_BYTES];
    }
  }

  synchronized void writeTo(RandomAccessFile file) throws IOException {
    file.write(buf, 0, count);
  }
}
