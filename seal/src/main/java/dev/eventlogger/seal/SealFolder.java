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
 * Reads the files of a seal, even while another process writes them: nothing below the newest
 * checkpoint's size changes, except that salts are erased. Changes nothing. Thread-safe.
 *
 * <p>Nothing that it returns has been checked: that is up to the caller.
 */
public final class SealFolder {

  static final String CHECKPOINT = "checkpoint";
  static final String SALTS = "salts";
  static final String OPERATOR = "operator.vkey";

  // Times to look for a tile, since the writer may replace it with a wider one meanwhile.
  private static final int TRIES = 3;
  // More than the largest bundle of entries.
  private static final long MOST_BYTES = 1 << 25;

  private final Path folder;

  /** The seal in a folder, which need not exist. */
  public SealFolder(Path folder) {
    this.folder = folder;
  }

  /** The path of a log's seal, below the directory of the journals. */
  public static Path below(Path directory, String log) {
    return directory.resolve(log).resolve("seal");
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  /** Whether anything was ever sealed here. */
  public boolean isThere() {
    return Files.exists(folder.resolve(CHECKPOINT));
  }

  /**
   * The newest checkpoint, in its written form.
   *
   * @throws NoSuchFileException if there is none
   */
  public byte[] checkpoint() throws IOException {
    return bytes(folder.resolve(CHECKPOINT));
  }

  /**
   * Reads a whole file of a seal.
   *
   * @throws NoSuchFileException also if it cannot be a seal's: a folder, a pipe, or very large
   */
  static byte[] bytes(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
      throw new NoSuchFileException(file.toString(), null, "is no file of a seal");
    }
    return Files.readAllBytes(file);
  }

  /**
   * The operator's public key that the owner of the seal left beside it, for convenience: whoever
   * can change the rest can change this too. Empty if it is not there.
   *
   * @throws IllegalArgumentException if the file holds no key
   */
  public Optional<VerifierKey> operator() throws IOException {
    Path file = folder.resolve(OPERATOR);
    return Files.exists(file)
        ? Optional.of(VerifierKey.parse(Files.readString(file)))
        : Optional.empty();
  }

  /** The removals that wait for the owner of the seal. */
  public RemovalQueue removals() {
    return new RemovalQueue(folder, FileMode.PRIVATE);
  }

  /**
   * Reads an entry.
   *
   * @param size of the tree, by a checkpoint
   * @throws IOException if the entry is missing or damaged
   */
  public SealEntry entry(long index, long size) throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
    }
    Tile bundle = Tile.of(Tile.ENTRIES, index, size);
    return new SealEntry(index, bundle(bundle).get((int) (index % Tile.WIDTH)));
  }

  /**
   * Reads all entries of a tree in order, of which only a few are in memory at once.
   *
   * @param from sequence number of the first
   * @param size of the tree, by a checkpoint
   * @throws IOException if an entry is missing or damaged
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

  /** How many entries the files can hold, at the most: an unchecked checkpoint may claim more. */
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
                return FileVisitResult.CONTINUE; // its entries will be missed when they are read
              }

              @Override
              public FileVisitResult postVisitDirectory(
                  Path directory, @Nullable IOException failure) {
                return FileVisitResult.CONTINUE;
              }
            });
    return files[0] * Tile.WIDTH;
  }

  /** The sequence numbers of the entries of these events; several if an event was sealed again. */
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

  /** The entries of a bundle. */
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

  /** The hashes of the tree of a given size, from its tiles. For one thread. */
  public SubtreeHashes hashes(long size) {
    return new TileHashes(this, size);
  }

  /** The salt of an entry; empty if it was erased, or the entry never had one. */
  public Optional<byte[]> salt(long index) throws IOException {
    byte[] salt = new byte[SealEntry.SALT_BYTES];
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(SALTS).toFile(), "r")) {
      file.seek(index * SealEntry.SALT_BYTES);
      file.readFully(salt);
    }
    return isNone(salt) ? Optional.empty() : Optional.of(salt);
  }

  /**
   * The salts of several entries, one after the other; zeros where a salt was erased or never was,
   * and for all of them without {@link #hasSalts}.
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

  /** Whether the file of salts exists, as it does from the first event on. */
  public boolean hasSalts() {
    return Files.isRegularFile(folder.resolve(SALTS));
  }

  private static boolean isNone(byte[] salt) {
    return Arrays.equals(salt, new byte[SealEntry.SALT_BYTES]);
  }

  /** The bytes of a tile, or of a wider one if it has grown meanwhile. */
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
