package dev.eventlogger.seal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The hashes of a tree, read from its tiles, of which some are cached. For one thread. */
final class TileHashes implements SubtreeHashes {

  private static final int MOST_TILES = 256;

  private final SealFolder folder;
  private final long size;
  private final TreeHash tree = new TreeHash();
  private final Map<Tile, byte[]> tiles =
      new LinkedHashMap<>(MOST_TILES, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
          return size() > MOST_TILES;
        }
      };

  TileHashes(SealFolder folder, long size) {
    this.folder = folder;
    this.size = size;
  }

  @Override
  public byte[] hash(int level, long index) throws IOException {
    int within = level % Tile.HEIGHT;
    int tileLevel = level / Tile.HEIGHT;
    long first = index << within;
    Tile tile = Tile.of(tileLevel, first, size);
    byte[] hashes = tiles.get(tile);
    if (hashes == null) {
      hashes = folder.hashes(tile);
      tiles.put(tile, hashes);
    }
    return tree.subtree(hashes, (int) (first % Tile.WIDTH), 1 << within);
  }
}
