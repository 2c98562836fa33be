package dev.eventlogger.cli.verify;

import dev.eventlogger.seal.SealFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A seal that another process made, with the public half of its operator key. */
record SealedKey(SealFolder folder, Trust trust) {

  static SealedKey of(Path path) throws IOException {
    SealFolder folder = new SealFolder(path);
    return new SealedKey(folder, new Trust(List.of(folder.operator().orElseThrow())));
  }
}
