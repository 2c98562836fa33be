package dev.eventlogger.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Creates a file in a folder and removes it, as an application there would have to: a disk may have
 * space but no inodes left, or be read-only. For one thread, once.
 */
final class FolderTrial {

  private static final byte[] BLOCK = new byte[4096];

  private final Path folder;
  private final Findings findings;

  FolderTrial(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  void run() {
    Path file = null;
    try {
      file = Files.createTempFile(folder, ".doctor-", ".tmp");
      Files.write(file, BLOCK);
    } catch (AccessDeniedException e) {
      denied();
    } catch (FileSystemException e) {
      findings.trouble("no file can be made in it: " + reason(e));
    } catch (IOException e) {
      findings.trouble("a file in it cannot be written: " + e.getMessage());
    } finally {
      remove(file);
    }
  }

  /** Access was denied to this user; the application may run as another one, who has access. */
  private void denied() {
    String user = System.getProperty("user.name");
    try {
      if (Files.getOwner(folder).getName().equals(user)) {
        findings.trouble("its owner, " + user + ", may not write to it");
        return;
      }
    } catch (IOException | UnsupportedOperationException e) {
      // The owner is not known.
    }
    findings.doubt(user + " may not write to it; whether its owner can is not known");
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? e.toString() : e.getReason();
  }

  private static void remove(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The file is small, and its name says who left it.
    }
  }
}
