package dev.eventlogger.sink.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Removes the line that a process was writing when it ended. */
final class PartialLine {

  private static final Logger LOGGER = System.getLogger(PartialLine.class.getName());
  private static final int BLOCK = 8 * 1024;

  private PartialLine() {}

  /**
   * Cuts off a last line that is incomplete. Its batch was never acknowledged, and comes again if
   * its log has a journal.
   *
   * @throws FileSystemException if what would be cut is not part of an event, so that the file must
   *     be another program's
   */
  static void cut(RandomAccessFile file, Path path) throws IOException {
    long length = file.length();
    long end = endOfLastLine(file, length);
    if (end == length) {
      return;
    }
    file.seek(end);
    int first = file.read();
    // A power cut may leave zeros for bytes that had not reached the disk.
    if (first != '{' && first != 0) {
      throw new FileSystemException(
          path.toString(),
          null,
          "does not end like a file of events, with a line of JSON; name another file");
    }
    file.setLength(end);
    LOGGER.log(
        Level.WARNING,
        path
            + ": cut "
            + (length - end)
            + " bytes off its end, an event that was being written when the process ended");
  }

  /** The place after the last line feed; 0 if there is none. */
  private static long endOfLastLine(RandomAccessFile file, long length) throws IOException {
    byte[] block = new byte[BLOCK];
    long end = length;
    while (end > 0) {
      int size = (int) Math.min(BLOCK, end);
      file.seek(end - size);
      file.readFully(block, 0, size);
      for (int at = size - 1; at >= 0; at--) {
        if (block[at] == '\n') {
          return end - size + at + 1;
        }
      }
      end -= size;
    }
    return 0;
  }
}
