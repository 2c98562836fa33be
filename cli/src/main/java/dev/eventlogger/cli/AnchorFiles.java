package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.NoteFile;
import dev.eventlogger.seal.NoteTaker;
import dev.eventlogger.seal.SealFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checkpoints from files, or folders of files, that were named, each for the seal of its origin. A
 * file may hold any number of them, one after the other, as anchors keep them. For one thread.
 */
final class AnchorFiles {

  private static final int MOST_ORIGINS = 1_000;

  /** The files, each with the origins of the whole checkpoints in it. */
  private final Map<Path, Set<String>> files = new LinkedHashMap<>();

  private final Set<Path> taken = new HashSet<>();

  private AnchorFiles() {}

  static AnchorFiles read(List<Path> named) {
    AnchorFiles anchors = new AnchorFiles();
    for (Path path : named) {
      try {
        if (Files.isDirectory(path)) {
          anchors.addFolder(path);
        } else {
          anchors.addFile(path);
        }
      } catch (IOException e) {
        throw new UserMistake("--anchor: " + path + ": cannot be read: " + e);
      }
    }
    return anchors;
  }

  /** A file without a whole checkpoint is accepted here: a power cut may have ended its day. */
  private void addFolder(Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> all = Files.list(folder)) {
      found = all.filter(Files::isRegularFile).sorted().toList();
    }
    if (found.isEmpty()) {
      throw new UserMistake("--anchor: " + folder + ": is a folder without files");
    }
    for (Path file : found) {
      files.put(file, origins(file));
    }
  }

  private void addFile(Path file) throws IOException {
    Set<String> origins = origins(file);
    if (origins.isEmpty()) {
      throw new UserMistake("--anchor: " + file + ": has no whole checkpoint");
    }
    files.put(file, origins);
  }

  private static Set<String> origins(Path file) throws IOException {
    Set<String> origins = new HashSet<>();
    NoteFile.read(
        file,
        note -> {
          if (origins.size() < MOST_ORIGINS) {
            origins.add(origin(note));
          }
        });
    return origins;
  }

  /**
   * The anchors of a seal, chosen by the origin in the first line; all of them, if the seal does
   * not say what its origin is.
   */
  List<Anchor> of(SealFolder folder) throws IOException {
    List<Anchor> found = new ArrayList<>();
    String origin = origin(folder);
    files.forEach(
        (file, origins) -> {
          boolean isAnybodys = origin.isEmpty() || origins.isEmpty();
          if (origins.contains(origin) || (isAnybodys && !taken.contains(file))) {
            taken.add(file);
            found.add(new Anchor(file.toString(), each -> NoteFile.read(file, its(origin, each))));
          }
        });
    return found;
  }

  private static String origin(SealFolder folder) throws IOException {
    try {
      return origin(folder.checkpoint());
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** Skips the checkpoints of other seals, and nothing else. */
  private static NoteTaker its(String origin, NoteTaker taker) {
    return new NoteTaker() {
      @Override
      public void accept(byte[] note) {
        if (origin.isEmpty() || origin.equals(origin(note))) {
          taker.accept(note);
        } else if (Checkpoint.of(note).isEmpty()) {
          unreadable("holds something that is no checkpoint");
        }
      }

      @Override
      public void unreadable(String what) {
        taker.unreadable(what);
      }

      @Override
      public void cutOff(String what) {
        taker.cutOff(what);
      }
    };
  }

  private static String origin(byte[] note) {
    return new String(note, UTF_8).lines().findFirst().orElse("");
  }

  /** Refuses checkpoints that belong to none of the seals, which would silently prove nothing. */
  void requireAllTaken() {
    for (Path file : files.keySet()) {
      if (!taken.contains(file)) {
        throw new UserMistake(
            "--anchor: "
                + file
                + ": has a checkpoint of none of these seals; name the seal with --seal");
      }
    }
  }
}
