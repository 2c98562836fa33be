package dev.eventlogger.journal;

import java.io.Closeable;
import java.io.IOException;

/** An open file. One thread reads or writes at a time; another may sync. */
interface DiskFile extends Closeable {

  long size() throws IOException;

  /** Reads as many bytes as there are, up to the length; fewer only at the end of the file. */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  /** Writes all the bytes, or throws, and may then have written some. */
  void write(long position, byte[] bytes, int offset, int length) throws IOException;

  /** Returns when all that was written before is on the disk. */
  void sync() throws IOException;

  void truncate(long size) throws IOException;
}
