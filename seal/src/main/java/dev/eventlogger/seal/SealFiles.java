package dev.eventlogger.seal;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Writes the files that others read: tiles, salts and the checkpoint. For one thread at a time. */
final class SealFiles {

  private final SealFolder folder;
  private final SealDisk disk;
  // The incomplete tiles that the published checkpoint needs, and those that the next one will
  // need.
  private Set<Path> partials = Set.of();
  private Set<Path> newPartials = Set.of();
  // The incomplete tiles that the tail starts from: until a new tail begins, nothing else is
  // certain to be on disk.
  private Set<Path> base = Set.of();

  SealFiles(SealFolder folder, SealDisk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /** Writes the tiles that grew. */
  void writeTiles(List<TreeEdge.Grown> grown) throws IOException {
    writeTiles(grown, disk::write);
  }

  /** Writes the tiles that are not as they should be. */
  void restoreTiles(List<TreeEdge.Grown> grown) throws IOException {
    writeTiles(grown, disk::restore);
  }

  /** A way to write a file. */
  private interface Writing {

    void write(Path file, byte[] content) throws IOException;
  }

  private void writeTiles(List<TreeEdge.Grown> grown, Writing writing) throws IOException {
    Set<Path> now = new LinkedHashSet<>();
    for (TreeEdge.Grown each : grown) {
      Path file = folder.path().resolve(each.tile().path());
      writing.write(file, each.content());
      if (!each.tile().isWhole()) {
        now.add(file);
      }
    }
    newPartials = now;
  }

  void writeSalts(long from, byte[] salts) throws IOException {
    if (salts.length > 0) {
      Path file = folder.path().resolve(SealFolder.SALTS);
      disk.writeAt(file, from * SealEntry.SALT_BYTES, salts);
    }
  }

  /** Publishes the checkpoint, once everything that it covers is written. */
  void publish(byte[] checkpoint) throws IOException {
    disk.replace(folder.path().resolve(SealFolder.CHECKPOINT), checkpoint);
    Set<Path> before = partials;
    partials = newPartials;
    for (Path file : before) {
      if (!partials.contains(file) && !base.contains(file)) {
        delete(file);
      }
    }
  }

  /** Deletes an incomplete tile, and its folder if that is empty then. */
  private void delete(Path file) throws IOException {
    disk.delete(file);
    deleteIfEmpty(folderOf(file));
  }

  /**
   * Starts a new tail from what is published now.
   *
   * @return the tiles that are no longer needed once the former tails are gone
   */
  List<Path> rebase() throws IOException {
    Set<Path> old = new LinkedHashSet<>(base);
    for (Path file : partials) {
      old.addAll(disk.list(folderOf(file)));
    }
    old.removeAll(partials);
    base = partials;
    return List.copyOf(old);
  }

  private Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? folder.path() : parent;
  }

  /** Deletes a folder if it is empty. */
  static void deleteIfEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      // It is in use.
    }
  }

  /**
   * The sequence numbers of the entries of these events.
   *
   * @param removals texts of removals; those that the tree has already are taken out of this set
   */
  List<Long> find(Set<UUID> ids, Set<String> removals, long size) throws IOException {
    List<Long> places = new ArrayList<>();
    folder.entries(
        0,
        size,
        entry -> {
          if (entry.isEvent()) {
            if (ids.contains(entry.id())) {
              places.add(entry.index());
            }
          } else if (!removals.isEmpty() && entry.asRecord() instanceof Removal removal) {
            removals.remove(removal.text());
          }
        });
    return places;
  }

  /** Erases salts, so that nobody can guess which events their entries are hashes of. */
  void removeSalts(List<Long> places) throws IOException {
    Path file = folder.path().resolve(SealFolder.SALTS);
    byte[] none = new byte[SealEntry.SALT_BYTES];
    for (long index : places) {
      disk.writeAt(file, index * SealEntry.SALT_BYTES, none);
    }
  }

  /**
   * The right edge of the tree of a given size, whose root must be known. Where tiles of hashes are
   * missing or damaged, the edge is made again from the entries.
   *
   * @throws IOException if the entries do not lead to that root
   */
  TreeEdge edge(long size, byte[] root) throws IOException {
    try {
      TreeEdge edge = TreeEdge.read(folder, size);
      if (Arrays.equals(edge.root(), root) && Arrays.equals(rootOfTiles(size), root)) {
        return edge;
      }
    } catch (IOException e) {
      // A tile is missing or damaged: the code below makes the edge again, or reports what is
      // wrong.
    }
    if (!Arrays.equals(rebuild(size, tile -> {}).root(), root)) {
      throw new IOException(
          folder.path()
              + ": the entries of the seal are not those that its checkpoint of "
              + size
              + " entries covers: they were changed, or the disk lost some; restore the folder as a"
              + " whole, or verify it, and move it away to begin another seal of another origin");
    }
    return restore(size);
  }

  /**
   * Writes the tiles of hashes that are not as they should be, one level after another: a tile of
   * the level above tells that those below are whole, so they must be on disk before it.
   */
  private TreeEdge restore(long size) throws IOException {
    SortedMap<Integer, List<TreeEdge.Grown>> above = new TreeMap<>();
    TreeEdge edge =
        rebuild(
            size,
            tile -> {
              int level = tile.tile().level();
              if (level == 0) {
                restore(List.of(tile));
              } else if (level != Tile.ENTRIES) {
                above.computeIfAbsent(level, each -> new ArrayList<>()).add(tile);
              }
            });
    disk.syncAll(disk.takeUnsynced());
    for (List<TreeEdge.Grown> ofLevel : above.values()) {
      restore(ofLevel);
      disk.syncAll(disk.takeUnsynced());
    }
    return edge;
  }

  private void restore(List<TreeEdge.Grown> tiles) throws IOException {
    for (TreeEdge.Grown each : tiles) {
      disk.restore(folder.path().resolve(each.tile().path()), each.content());
    }
  }

  /** Takes a tile that became whole. */
  private interface TileTaker {

    void accept(TreeEdge.Grown tile) throws IOException;
  }

  /** The edge of the tree that the entries make, of which only a few are in memory at once. */
  private TreeEdge rebuild(long size, TileTaker taker) throws IOException {
    TreeEdge edge = new TreeEdge();
    while (edge.size() < size) {
      folder.bundle(Tile.of(Tile.ENTRIES, edge.size(), size)).forEach(edge::add);
      for (TreeEdge.Grown each : edge.takeWhole()) {
        taker.accept(each);
      }
    }
    return edge;
  }

  private byte[] rootOfTiles(long size) throws IOException {
    return new Proofs(folder.hashes(size)).root(size);
  }
}
