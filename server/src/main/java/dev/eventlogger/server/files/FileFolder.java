package dev.eventlogger.server.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of one folder of the class path, read whole at the start. The folder lists them in its
 * file {@code files.txt}, one name per line, since the class path itself cannot be listed. A file
 * that is not in the list is not served. Immutable.
 */
public final class FileFolder {

  private static final String LIST = "files.txt";

  private final Map<String, FileContent> files;

  private FileFolder(Map<String, FileContent> files) {
    this.files = files;
  }

  /**
   * Reads a folder.
   *
   * @param folder its path, without a slash at either end
   * @return the folder; empty if the class path has none of this name
   * @throws IllegalStateException if a file that it lists is missing
   */
  public static Optional<FileFolder> find(ClassLoader loader, String folder) {
    byte[] list = read(loader, folder + '/' + LIST);
    if (list == null) {
      return Optional.empty();
    }
    Map<String, FileContent> files = new LinkedHashMap<>();
    for (String name : new String(list, UTF_8).lines().filter(line -> !line.isBlank()).toList()) {
      byte[] bytes = read(loader, folder + '/' + name);
      if (bytes == null) {
        throw new IllegalStateException(
            folder + '/' + LIST + " lists " + name + ", which is missing");
      }
      files.put(name, FileContent.of(name, bytes));
    }
    return Optional.of(new FileFolder(files));
  }

  private static byte @Nullable [] read(ClassLoader loader, String path) {
    try (InputStream in = loader.getResourceAsStream(path)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the files, such as {@code lib/preact.module.js}, in the order of the list. */
  public Set<String> names() {
    return files.keySet();
  }

  /**
   * A file by its name.
   *
   * @throws IllegalArgumentException if the folder does not list it
   */
  public FileContent file(String name) {
    FileContent file = files.get(name);
    if (file == null) {
      throw new IllegalArgumentException(name + " is not in " + LIST + ", which has " + names());
    }
    return file;
  }

  /** The beginning of a hash over all names and contents, in hexadecimal. */
  public String hash() {
    StringBuilder all = new StringBuilder();
    files.forEach((name, file) -> all.append(name).append(' ').append(file.hash()).append('\n'));
    return FileContent.hash(all.toString().getBytes(UTF_8));
  }
}
