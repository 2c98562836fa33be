package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a file even where the disk fails: unreadable parts are zeros. For one thread. */
final class PatchyFile implements DiskFile {

  private static final int PAGE = 4096;
  private static final int TRIES = 3;

  private final DiskFile file;
  private boolean hasPatches;

  private PatchyFile(DiskFile file) {
    this.file = file;
  }

  static PatchyFile open(Disk disk, Path path) throws IOException {
    return new PatchyFile(disk.openToRead(path));
  }

  /** Whether anything could not be read so far. */
  boolean hasPatches() {
    return hasPatches;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    try {
      return file.read(position, into, offset, length);
    } catch (IOException e) {
      return readPages(position, into, offset, length);
    }
  }

  private int readPages(long position, byte[] into, int offset, int length) throws IOException {
    int total = (int) Math.max(0, Math.min(length, file.size() - position));
    int done = 0;
    while (done < total) {
      int leftOfPage = PAGE - (int) ((position + done) % PAGE);
      int part = Math.min(leftOfPage, total - done);
      if (!canRead(position + done, into, offset + done, part)) {
        Arrays.fill(into, offset + done, offset + done + part, (byte) 0);
        hasPatches = true;
      }
      done += part;
    }
    return total;
  }

  private boolean canRead(long position, byte[] into, int offset, int length) {
    for (int i = 0; i < TRIES; i++) {
      try {
        return file.read(position, into, offset, length) == length;
      } catch (IOException e) {
        // The next try may succeed.
      }
    }
    return false;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void write(long position, byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException("is only read");
  }

  @Override
  public void sync() {
    throw new UnsupportedOperationException("is only read");
  }

  @Override
  public void truncate(long size) {
    throw new UnsupportedOperationException("is only read");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
