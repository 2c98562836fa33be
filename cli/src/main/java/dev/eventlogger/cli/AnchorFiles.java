package dev.eventlogger.cli;

import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.seal.SealFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checkpoints that were named as files, each for the seal of its origin. For one thread. */
final class AnchorFiles {

  private final Map<Path, byte[]> left = new LinkedHashMap<>();

  private AnchorFiles() {}

  static AnchorFiles read(List<Path> files) {
    AnchorFiles anchors = new AnchorFiles();
    for (Path file : files) {
      try {
        anchors.left.put(file, Files.readAllBytes(file));
      } catch (IOException e) {
        throw new UserMistake("--anchor: " + file + ": cannot be read: " + e);
      }
    }
    return anchors;
  }

  /** Those of a seal, by their first lines. */
  List<Anchor> of(SealFolder folder) throws IOException {
    List<Anchor> found = new ArrayList<>();
    String origin = folder.isThere() ? origin(folder.checkpoint()) : "";
    left.entrySet()
        .removeIf(
            file -> {
              boolean isIts = origin.isEmpty() || origin.equals(origin(file.getValue()));
              if (isIts) {
                found.add(new Anchor(file.getKey().toString(), file.getValue()));
              }
              return isIts;
            });
    return found;
  }

  private static String origin(byte[] checkpoint) {
    return new String(checkpoint, StandardCharsets.UTF_8).lines().findFirst().orElse("");
  }

  /** A checkpoint of none of the seals would otherwise prove nothing, in silence. */
  void requireAllTaken() {
    if (!left.isEmpty()) {
      throw new UserMistake(
          "--anchor: "
              + left.keySet().iterator().next()
              + ": is the checkpoint of none of these seals; name the seal with --seal");
    }
  }
}
