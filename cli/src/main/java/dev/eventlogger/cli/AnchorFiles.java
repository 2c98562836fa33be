package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.seal.NoteTaker;
import dev.eventlogger.seal.Notes;
import dev.eventlogger.seal.SealFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checkpoints that were named as files, or folders of files, each for the seal of its origin. A
 * file may have any number of them, one after the other, as anchors keep them. For one thread.
 */
final class AnchorFiles {

  private static final int MOST_ORIGINS = 1_000;

  /** Of the files that no seal has taken yet, whose checkpoints are in them. */
  private final Map<Path, Set<String>> left = new LinkedHashMap<>();

  private AnchorFiles() {}

  static AnchorFiles read(List<Path> named) {
    AnchorFiles anchors = new AnchorFiles();
    for (Path path : named) {
      try {
        List<Path> files = files(path);
        if (files.isEmpty()) {
          throw new UserMistake("--anchor: " + path + ": is a folder without files");
        }
        for (Path file : files) {
          anchors.left.put(file, origins(file));
        }
      } catch (IOException e) {
        throw new UserMistake("--anchor: " + path + ": cannot be read: " + e);
      }
    }
    return anchors;
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Set<String> origins(Path file) throws IOException {
    Set<String> origins = new HashSet<>();
    read(
        file,
        checkpoint -> {
          if (origins.size() < MOST_ORIGINS) {
            origins.add(origin(checkpoint));
          }
        });
    return origins;
  }

  private static void read(Path file, NoteTaker each) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Notes.read(in, each);
    }
  }

  /** Those of a seal, by their first lines; all, if the seal does not say whose it is. */
  List<Anchor> of(SealFolder folder) throws IOException {
    List<Anchor> found = new ArrayList<>();
    String origin = folder.isThere() ? origin(folder.checkpoint()) : "";
    left.entrySet()
        .removeIf(
            file -> {
              boolean isIts = origin.isEmpty() || file.getValue().contains(origin);
              if (isIts) {
                found.add(anchor(file.getKey(), origin));
              }
              return isIts;
            });
    return found;
  }

  private static Anchor anchor(Path file, String origin) {
    return new Anchor(
        file.toString(),
        each ->
            read(
                file,
                checkpoint -> {
                  if (origin.isEmpty() || origin.equals(origin(checkpoint))) {
                    each.accept(checkpoint);
                  }
                }));
  }

  private static String origin(byte[] checkpoint) {
    return new String(checkpoint, UTF_8).lines().findFirst().orElse("");
  }

  /** A checkpoint of none of the seals would otherwise prove nothing, in silence. */
  void requireAllTaken() {
    if (!left.isEmpty()) {
      throw new UserMistake(
          "--anchor: "
              + left.keySet().iterator().next()
              + ": has a checkpoint of none of these seals; name the seal with --seal");
    }
  }
}
