package dev.eventlogger.seal;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a seal, beside the process that writes them if need be: what is below the
 * newest checkpoint's size does not change, except that salts go. Changes nothing. Thread-safe.
 *
 * <p>Nothing that it returns was checked: that is for who asks.
 */
public final class SealFolder {

  static final String CHECKPOINT = "checkpoint";
  static final String SALTS = "salts";
  static final String OPERATOR = "operator.vkey";

  // The writer may put a wider tile in the place of one that is looked for.
  private static final int TRIES = 3;
  // More than the largest bundle of entries.
  private static final long MOST_BYTES = 1 << 25;

  private final Path folder;

  /** The seal in a folder, which need not be there. */
  public SealFolder(Path folder) {
    this.folder = folder;
  }

  /** Where a log's seal is, below the directory of the journals. */
  public static Path below(Path directory, String log) {
    return directory.resolve(log).resolve("seal");
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** Whether anything was ever sealed here. */
  public boolean isThere() {
    return Files.exists(folder.resolve(CHECKPOINT));
  }

  /**
   * The newest checkpoint, as it is written.
   *
   * @throws NoSuchFileException if it is not there
   */
  public byte[] checkpoint() throws IOException {
    return bytes(folder.resolve(CHECKPOINT));
  }

  /**
   * A file of a seal, of those that are read as a whole.
   *
   * @throws NoSuchFileException also if it is none that a seal has: a folder, a pipe, or very large
   */
  static byte[] bytes(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
      throw new NoSuchFileException(file.toString(), null, "is no file of a seal");
    }
    return Files.readAllBytes(file);
  }

  /**
   * The operator key that the owner of the seal left beside it, for convenience: whoever can change
   * the rest can change this. Empty if it is not there.
   *
   * @throws IllegalArgumentException if it is no key
   */
  public Optional<VerifierKey> operator() throws IOException {
    Path file = folder.resolve(OPERATOR);
    return Files.exists(file)
        ? Optional.of(VerifierKey.parse(Files.readString(file)))
        : Optional.empty();
  }

  /** Removals on their way. */
  public RemovalQueue removals() {
    return new RemovalQueue(folder, FileMode.PRIVATE);
  }

  /**
   * An entry.
   *
   * @param size of the tree, by a checkpoint
   * @throws IOException if it is not there, or damaged
   */
  public SealEntry entry(long index, long size) throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
    }
    Tile bundle = Tile.of(Tile.ENTRIES, index, size);
    return new SealEntry(index, bundle(bundle).get((int) (index % Tile.WIDTH)));
  }

  /**
   * All entries of a tree in order, of which only a few are in memory at once.
   *
   * @param from the first one's number
   * @param size of the tree, by a checkpoint
   * @throws IOException if one is not there, or damaged
   */
  public void entries(long from, long size, Consumer<SealEntry> each) throws IOException {
    for (long index = from; index < size; ) {
      List<byte[]> bundle = bundle(Tile.of(Tile.ENTRIES, index, size));
      for (int i = (int) (index % Tile.WIDTH); i < bundle.size(); i++) {
        each.accept(new SealEntry(index, bundle.get(i)));
        index++;
      }
    }
  }

  /** For how many entries there are files: a checkpoint that nobody has checked may say more. */
  public long room() throws IOException {
    Path bundles = folder.resolve("tile/entries");
    if (!Files.isDirectory(bundles)) {
      return 0;
    }
    long[] files = {0};
    Path unused =
        Files.walkFileTree(
            bundles,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files[0]++;
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE; // It is missed when its entries are read.
              }

              @Override
              public FileVisitResult postVisitDirectory(
                  Path directory, @Nullable IOException failure) {
                return FileVisitResult.CONTINUE;
              }
            });
    return files[0] * Tile.WIDTH;
  }

  /** The numbers of the entries that these events have; more than one if they were sealed again. */
  public Map<UUID, List<Long>> find(Set<UUID> ids, long size) throws IOException {
    Map<UUID, List<Long>> found = new HashMap<>();
    entries(
        0,
        size,
        entry -> {
          if (entry.isEvent() && ids.contains(entry.id())) {
            found.computeIfAbsent(entry.id(), id -> new ArrayList<>()).add(entry.index());
          }
        });
    return found;
  }

  /** The entries of a tile of entries. */
  List<byte[]> bundle(Tile tile) throws IOException {
    List<byte[]> entries = Bundle.parse(read(tile), folder.resolve(tile.path()));
    if (entries.size() < tile.width()) {
      throw new IOException(
          folder.resolve(tile.path())
              + ": has "
              + entries.size()
              + " entries, and must have "
              + tile.width());
    }
    return entries.subList(0, tile.width());
  }

  /** The hashes of a tree of a size, from its tiles. For one thread. */
  public SubtreeHashes hashes(long size) {
    return new TileHashes(this, size);
  }

  /** The salt of an entry; empty if it was removed, or never had one. */
  public Optional<byte[]> salt(long index) throws IOException {
    byte[] salt = new byte[SealEntry.SALT_BYTES];
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(SALTS).toFile(), "r")) {
      file.seek(index * SealEntry.SALT_BYTES);
      file.readFully(salt);
    }
    return isNone(salt) ? Optional.empty() : Optional.of(salt);
  }

  /**
   * The salts of several entries, one after the other; zeros for one that was removed, or that
   * there never was, and for all of them without {@link #hasSalts}.
   */
  public byte[] salts(long from, int count) throws IOException {
    byte[] salts = new byte[count * SealEntry.SALT_BYTES];
    if (!hasSalts()) {
      return salts;
    }
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(SALTS).toFile(), "r")) {
      file.seek(from * SealEntry.SALT_BYTES);
      int read = 0;
      int more = 0;
      while (more >= 0 && read < salts.length) {
        read += more;
        more = file.read(salts, read, salts.length - read);
      }
    }
    return salts;
  }

  /** Whether the file of salts is there, as it is from the first event on. */
  public boolean hasSalts() {
    return Files.isRegularFile(folder.resolve(SALTS));
  }

  private static boolean isNone(byte[] salt) {
    return Arrays.equals(salt, new byte[SealEntry.SALT_BYTES]);
  }

  /** The bytes of a tile: of a wider one, if it has grown since, even while it is looked for. */
  byte[] read(Tile tile) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return readOnce(tile);
      } catch (NoSuchFileException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private byte[] readOnce(Tile tile) throws IOException {
    Path exact = folder.resolve(tile.path());
    if (Files.exists(exact)) {
      return bytes(exact);
    }
    Path whole = folder.resolve(tile.wholePath());
    if (Files.exists(whole)) {
      return bytes(whole);
    }
    OptionalInt wider = wider(tile);
    if (wider.isEmpty()) {
      throw new NoSuchFileException(exact.toString(), null, "a tile is missing");
    }
    return bytes(folder.resolve(new Tile(tile.level(), tile.index(), wider.getAsInt()).path()));
  }

  private OptionalInt wider(Tile tile) throws IOException {
    Path partial = folder.resolve(tile.partialFolder());
    if (tile.isWhole() || !Files.isDirectory(partial)) {
      return OptionalInt.empty();
    }
    try (Stream<Path> files = Files.list(partial)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("[1-9][0-9]{0,2}"))
          .mapToInt(Integer::parseInt)
          .filter(width -> width > tile.width() && width < Tile.WIDTH)
          .min();
    }
  }

  /** The hashes of a tile of hashes. */
  byte[] hashes(Tile tile) throws IOException {
    byte[] bytes = read(tile);
    int length = tile.width() * TreeHash.BYTES;
    if (bytes.length < length) {
      throw new IOException(
          folder.resolve(tile.path())
              + ": has "
              + bytes.length
              + " bytes, and must have "
              + length);
    }
    return Arrays.copyOf(bytes, length);
  }
}
