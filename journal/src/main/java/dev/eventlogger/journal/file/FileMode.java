package dev.eventlogger.journal.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may read and write the files that are made, as in {@code 0600}. Immutable.
 *
 * <p>A new folder can be entered by those who may read its files. Existing files and folders keep
 * their modes; systems without such modes are left alone.
 */
public final class FileMode {

  /** Only the owner may. The default, since events tell about people. */
  public static final FileMode PRIVATE = new FileMode(0600);

  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");
  private static final int OWNER = 0600;
  private static final int EXECUTE = 0111;
  private static final int READ = 0444;

  private final int mode;

  private FileMode(int mode) {
    this.mode = mode;
  }

  /**
   * Reads {@code 0600}, {@code 0640} and the like.
   *
   * @throws IllegalArgumentException if the text is no such mode, or the owner may not read and
   *     write
   */
  public static FileMode parse(String text) {
    int mode = OCTAL.matcher(text).matches() ? Integer.parseInt(text, 8) : 0;
    if ((mode & OWNER) != OWNER || (mode & EXECUTE) != 0) {
      throw new IllegalArgumentException(
          "must be who may read and write, in octal digits, the owner among them, as in \"0600\" or"
              + " \"0640\"");
    }
    return new FileMode(mode);
  }

  /**
   * Makes an empty file.
   *
   * @throws java.nio.file.FileAlreadyExistsException if anything of that name exists, even a link
   */
  public void createFile(Path path) throws IOException {
    if (!isPosix(path)) {
      Files.createFile(path);
      return;
    }
    Set<PosixFilePermission> permissions = permissions(mode);
    Files.createFile(path, PosixFilePermissions.asFileAttribute(permissions));
    if (mode != OWNER) {
      // The process's umask may have taken some away.
      Files.setPosixFilePermissions(path, permissions);
    }
  }

  /** Makes a folder, and those above it; existing ones stay as they are. */
  public void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path above = directory.toAbsolutePath().getParent();
    if (above != null) {
      createDirectories(above);
    }
    try {
      createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      // Somebody else made it at the same time; or it is no directory, and cannot be one.
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  private void createDirectory(Path directory) throws IOException {
    if (!isPosix(directory)) {
      Files.createDirectory(directory);
      return;
    }
    Set<PosixFilePermission> permissions = permissions(mode | (mode & READ) >> 2);
    Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(permissions));
    if (mode != OWNER) {
      Files.setPosixFilePermissions(directory, permissions);
    }
  }

  /** Copies the permissions of one file to another. */
  public static void copy(Path from, Path to) throws IOException {
    if (isPosix(from)) {
      Files.setPosixFilePermissions(
          to, Files.getPosixFilePermissions(from, LinkOption.NOFOLLOW_LINKS));
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode & (1 << (all.length - 1 - i))) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileMode that && that.mode == mode;
  }

  @Override
  public int hashCode() {
    return mode;
  }

  /** As it is written in a configuration. */
  @Override
  public String toString() {
    return "0" + Integer.toOctalString(mode);
  }
}
