package dev.eventlogger.seal.anchor;

import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.NoteTaker;
import dev.eventlogger.seal.OperatorKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Signed checkpoints, and what an anchor has of them. */
final class Kept {

  static final String ORIGIN = "example.org/audit";

  private final OperatorKey key;

  Kept(Path folder) throws IOException {
    key = OperatorKey.make(ORIGIN, folder.resolve("key"));
  }

  /** A checkpoint of a size, with a root that begins with the given byte. */
  byte[] checkpoint(String origin, long size, int root) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) root;
    return Note.sign(new Checkpoint(origin, size, bytes).text(), key).toBytes();
  }

  byte[] checkpoint(long size, int root) {
    return checkpoint(ORIGIN, size, root);
  }

  static List<byte[]> all(SealAnchor anchor, String origin) throws Exception {
    List<byte[]> all = new ArrayList<>();
    anchor.each(origin, all::add);
    return all;
  }

  /** What an anchor passed on, and what it reported. */
  record Listed(List<byte[]> all, List<String> said) implements NoteTaker {

    @Override
    public void accept(byte[] note) {
      all.add(note);
    }

    @Override
    public void unreadable(String what) {
      said.add("unreadable " + what);
    }

    @Override
    public void cutOff(String what) {
      said.add("cut off " + what);
    }
  }
}
