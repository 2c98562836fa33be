package dev.eventlogger.seal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The right edge of a growing tree: the tiles that are not whole, and the whole ones that were not
 * taken out yet. For one thread.
 */
final class TreeEdge {

  private final TreeHash tree = new TreeHash();
  private final List<Row> rows = new ArrayList<>();
  private final List<Grown> grown = new ArrayList<>();
  private byte[] bundle = new byte[Tile.WIDTH * (SealEntry.EVENT_BYTES + 2)];
  private int bundleBytes;
  private long size;

  /** A tile and its content. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Grown(Tile tile, byte[] content) {}

  /** The incomplete last tile of a level. */
  private static final class Row {
    final byte[] hashes = new byte[Tile.WIDTH * TreeHash.BYTES];
    int width;
  }

  /** Reads the edge of the tree of a given size from its files. */
  static TreeEdge read(SealFolder folder, long size) throws IOException {
    TreeEdge edge = new TreeEdge();
    edge.size = size;
    for (int level = 0; size >> (level * Tile.HEIGHT) > 0; level++) {
      long count = size >> (level * Tile.HEIGHT);
      Row row = new Row();
      row.width = (int) (count % Tile.WIDTH);
      if (row.width > 0) {
        byte[] hashes = folder.hashes(new Tile(level, count / Tile.WIDTH, row.width));
        System.arraycopy(hashes, 0, row.hashes, 0, hashes.length);
      }
      edge.rows.add(row);
    }
    int entries = (int) (size % Tile.WIDTH);
    if (entries > 0) {
      Tile last = new Tile(Tile.ENTRIES, size / Tile.WIDTH, entries);
      folder.bundle(last).forEach(edge::addToBundle);
    }
    return edge;
  }

  /** A copy that grows independently. */
  TreeEdge copy() {
    TreeEdge copy = new TreeEdge();
    for (Row row : rows) {
      Row other = new Row();
      System.arraycopy(row.hashes, 0, other.hashes, 0, row.width * TreeHash.BYTES);
      other.width = row.width;
      copy.rows.add(other);
    }
    copy.bundle = Arrays.copyOf(bundle, bundle.length);
    copy.bundleBytes = bundleBytes;
    copy.size = size;
    return copy;
  }

  long size() {
    return size;
  }

  /** Adds a leaf. */
  void add(byte[] entry) {
    addToBundle(entry);
    size++;
    if (size % Tile.WIDTH == 0) {
      byte[] content = Arrays.copyOf(bundle, bundleBytes);
      grown.add(new Grown(new Tile(Tile.ENTRIES, size / Tile.WIDTH - 1, Tile.WIDTH), content));
      bundleBytes = 0;
    }
    byte[] hash = tree.leaf(entry);
    for (int level = 0; hash.length > 0; level++) {
      hash = addTo(level, hash);
    }
  }

  private void addToBundle(byte[] entry) {
    int room = bundleBytes + Bundle.room(entry);
    if (room > bundle.length) {
      bundle = Arrays.copyOf(bundle, room * 2);
    }
    bundleBytes = Bundle.write(entry, bundle, bundleBytes);
  }

  /**
   * Adds a hash to a level; returns the hash of the level's tile if it is whole now, else an empty
   * array.
   */
  private byte[] addTo(int level, byte[] hash) {
    if (level == rows.size()) {
      rows.add(new Row());
    }
    Row row = rows.get(level);
    System.arraycopy(hash, 0, row.hashes, row.width * TreeHash.BYTES, TreeHash.BYTES);
    row.width++;
    if (row.width < Tile.WIDTH) {
      return new byte[0];
    }
    long index = (size >> (level * Tile.HEIGHT)) / Tile.WIDTH - 1;
    grown.add(new Grown(new Tile(level, index, Tile.WIDTH), row.hashes.clone()));
    row.width = 0;
    return tree.subtree(row.hashes, 0, Tile.WIDTH);
  }

  /** The root of the tree. */
  byte[] root() {
    byte[] root = null;
    for (int level = 0; level < rows.size(); level++) {
      Row row = rows.get(level);
      for (int bit = 0; bit < Tile.HEIGHT; bit++) {
        if ((row.width >> bit & 1) == 1) {
          int from = row.width >> (bit + 1) << (bit + 1);
          byte[] left = tree.subtree(row.hashes, from, 1 << bit);
          root = root == null ? left : tree.node(left, root);
        }
      }
    }
    return root == null ? tree.empty() : root;
  }

  /** Takes out the tiles that became whole. */
  List<Grown> takeWhole() {
    List<Grown> tiles = new ArrayList<>(grown);
    grown.clear();
    return tiles;
  }

  /** Takes out the tiles that became whole, and the incomplete ones as they are now. */
  List<Grown> takeTiles() {
    List<Grown> tiles = takeWhole();
    for (int level = 0; level < rows.size(); level++) {
      Row row = rows.get(level);
      if (row.width > 0) {
        long index = (size >> (level * Tile.HEIGHT)) / Tile.WIDTH;
        byte[] hashes = Arrays.copyOf(row.hashes, row.width * TreeHash.BYTES);
        tiles.add(new Grown(new Tile(level, index, row.width), hashes));
      }
    }
    int entries = (int) (size % Tile.WIDTH);
    if (entries > 0) {
      byte[] content = Arrays.copyOf(bundle, bundleBytes);
      tiles.add(new Grown(new Tile(Tile.ENTRIES, size / Tile.WIDTH, entries), content));
    }
    return tiles;
  }
}
