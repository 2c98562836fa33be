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
 * A JSON file with keys, which holds only hashes of tokens. Several processes may share it: it is
 * always whole, and only one at a time changes it.
 */
public final class KeyFile {

  private static final int LARGEST = 16 * 1024 * 1024;

  private final Path path;

  /** A file of keys, which need not exist. */
  public KeyFile(Path path) {
    this.path = path;
  }

  /**
   * All keys, in the order in which they were made.
   *
   * @throws NoSuchFileException if there is no such file
   * @throws IOException if it cannot be read, or is not a file of keys; {@link #words} describes it
   */
  public List<Key> read() throws IOException {
    if (Files.size(path) > LARGEST) {
      throw new KeyFileException("is no file of keys: it has more than " + LARGEST + " bytes");
    }
    return KeyText.read(Files.readAllBytes(path));
  }

  /**
   * Changes the file; creates it, for its owner alone, if it does not exist.
   *
   * @param change takes the present keys, and returns those to keep
   * @throws IOException if it cannot be read or written, or is not a file of keys
   */
  public void change(UnaryOperator<List<Key>> change) throws IOException {
    PrivateFile file = new PrivateFile(path);
    file.whileAlone(
        () -> {
          List<Key> keys = file.isThere() ? read() : List.of();
          file.write(KeyText.of(change.apply(keys)).getBytes(UTF_8));
        });
  }

  /** Describes what is wrong with the file, with its path. */
  public String words(IOException failure) {
    if (failure instanceof KeyFileException) {
      return path + ": " + failure.getMessage();
    }
    return failure instanceof NoSuchFileException
        ? path + ": there is no such file"
        : path + ": cannot be read or written: " + FailureWords.of(failure);
  }

  /** Thrown if a file is not a file of keys. */
  static final class KeyFileException extends IOException {

    private static final long serialVersionUID = 1;

    KeyFileException(String message) {
      super(message);
    }
  }
}
