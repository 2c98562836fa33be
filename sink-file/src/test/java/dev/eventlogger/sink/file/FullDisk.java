package dev.eventlogger.sink.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Opens files on a disk that can be full, or worse. */
final class FullDisk implements EventFile.Opener {

  private int room = Integer.MAX_VALUE;
  private boolean isTruncatable = true;
  private boolean isSyncable = true;
  private int opened;

  /** Makes room, from now on, for a number of further bytes. */
  void hasRoomFor(int bytes) {
    room = bytes;
  }

  void refusesToTruncate(boolean refuses) {
    isTruncatable = !refuses;
  }

  /** Whether syncs fail from now on; then a file cannot be truncated after a write either. */
  void refusesToSync(boolean refuses) {
    isSyncable = !refuses;
  }

  int opened() {
    return opened;
  }

  @Override
  public RandomAccessFile open(Path path) throws IOException {
    opened++;
    return new OnFullDisk(path);
  }

  private final class OnFullDisk extends RandomAccessFile {

    OnFullDisk(Path path) throws IOException {
      super(path.toFile(), "rw");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int written = Math.min(length, room);
      super.write(bytes, offset, written);
      room -= written;
      if (written < length) {
        throw new IOException("No space left on device");
      }
      if (!isSyncable) {
        close();
      }
    }

    @Override
    public void setLength(long length) throws IOException {
      if (!isTruncatable) {
        throw new IOException("Input/output error");
      }
      super.setLength(length);
    }
  }
}
