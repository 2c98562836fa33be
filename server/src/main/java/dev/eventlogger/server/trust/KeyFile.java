package dev.eventlogger.server.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.journal.file.PrivateFile;
import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A file with keys, in JSON. Only hashes of tokens are in it. For several processes: it is always
 * whole, and one at a time changes it.
 */
public final class KeyFile {

  private static final int LARGEST = 16 * 1024 * 1024;

  private final Path path;

  /** A file, which need not be there. */
  public KeyFile(Path path) {
    this.path = path;
  }

  /**
   * All keys, in the order in which they were made.
   *
   * @throws NoSuchFileException if there is no such file
   * @throws IOException if it cannot be read, or is no file of keys; {@link #words} says it
   */
  public List<Key> read() throws IOException {
    if (Files.size(path) > LARGEST) {
      throw new KeyFileException("is no file of keys: it has more than " + LARGEST + " bytes");
    }
    return KeyText.read(Files.readAllBytes(path));
  }

  /**
   * Changes it, and makes it for its owner alone if it is not there.
   *
   * @param change gets the keys that there are
   * @throws IOException if it cannot be read or written, or is no file of keys
   */
  public void change(UnaryOperator<List<Key>> change) throws IOException {
    PrivateFile file = new PrivateFile(path);
    file.whileAlone(
        () -> {
          List<Key> keys = file.isThere() ? read() : List.of();
          file.write(KeyText.of(change.apply(keys)).getBytes(UTF_8));
        });
  }

  /** What is wrong with it, with its path. */
  public String words(IOException failure) {
    if (failure instanceof KeyFileException) {
      return path + ": " + failure.getMessage();
    }
    return failure instanceof NoSuchFileException
        ? path + ": there is no such file"
        : path + ": cannot be read or written: " + FailureWords.of(failure);
  }

  /** It is no file of keys. */
  static final class KeyFileException extends IOException {

    private static final long serialVersionUID = 1;

    KeyFileException(String message) {
      super(message);
    }
  }
}
