package dev.eventlogger.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps dead letters in a file of JSON lines: {@code {"log":…,"reason":…,"attempts":…,
 * "first_at":…,"last_at":…,"event":{…}}}, with the event as it was sent.
 *
 * <p>{@code <log>.ndjson} is written; it is closed and called {@code <log>.<number>.ndjson} when it
 * is full, and the oldest of the closed ones are deleted, with a warning. Each letter is on disk
 * before it counts as kept. For one thread.
 */
final class DeadLetterFile implements DeadLetters {

  static final long MOST_BYTES = 64L * 1024 * 1024;
  static final int MOST_CLOSED = 16;

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");

  private final Path folder;
  private final String log;
  private final long mostBytes;
  private final JsonFactory factory = new JsonFactory();
  private @Nullable RandomAccessFile file;

  /**
   * Touches nothing yet: a log whose events all arrive leaves no file.
   *
   * @param mostBytes a file is closed rather than grow beyond
   */
  DeadLetterFile(Path folder, String log, long mostBytes) {
    this.folder = folder;
    this.log = log;
    this.mostBytes = mostBytes;
  }

  @Override
  public void add(DeadLetter letter) throws IOException {
    byte[] line = line(letter);
    RandomAccessFile open = file != null ? file : open();
    if (open.length() > 0 && open.length() + line.length > mostBytes) {
      closeFull(open);
      open = open();
    }
    long before = open.length();
    try {
      open.seek(before);
      open.write(line);
      open.getFD().sync();
    } catch (IOException e) {
      // Half a line must not stand before the next one, and a descriptor that failed is not
      // trusted.
      cutBack(open, before);
      throw e;
    }
  }

  private RandomAccessFile open() throws IOException {
    Files.createDirectories(folder);
    RandomAccessFile opened = new RandomAccessFile(active().toFile(), "rw");
    opened.setLength(endOfLastLine(opened));
    file = opened;
    return opened;
  }

  /** A line that a crash left without its end was not counted as kept. */
  private static long endOfLastLine(RandomAccessFile file) throws IOException {
    for (long at = file.length(); at > 0; at--) {
      file.seek(at - 1);
      if (file.read() == '\n') {
        return at;
      }
    }
    return 0;
  }

  private void cutBack(RandomAccessFile open, long length) {
    file = null;
    try (open) {
      open.setLength(length);
    } catch (IOException e) {
      LOG.log(
          Level.WARNING, "log " + log + ": dead letters cannot be cut back; done at next open", e);
    }
  }

  private void closeFull(RandomAccessFile open) throws IOException {
    file = null;
    open.close();
    List<Path> closed = closed();
    int last = closed.isEmpty() ? 0 : number(closed.get(closed.size() - 1));
    Files.move(active(), folder.resolve(log + "." + (last + 1) + ".ndjson"));
    for (int i = 0; i <= closed.size() - MOST_CLOSED; i++) {
      LOG.log(Level.WARNING, "log {0}: too many dead letters; deletes {1}", log, closed.get(i));
      Files.deleteIfExists(closed.get(i));
    }
  }

  private Path active() {
    return folder.resolve(log + ".ndjson");
  }

  /** The closed files, oldest first. */
  List<Path> closed() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> closed = new ArrayList<>(files.filter(path -> number(path) > 0).toList());
      closed.sort(Comparator.comparingInt(this::number));
      return closed;
    }
  }

  /** The number in the name of a closed file; 0 for any other. */
  private int number(Path path) {
    Pattern closed = Pattern.compile(Pattern.quote(log) + "\\.(\\d{1,9})\\.ndjson");
    Matcher name = closed.matcher(requireNonNull(path.getFileName()).toString());
    return name.matches() ? Integer.parseInt(name.group(1)) : 0;
  }

  private byte[] line(DeadLetter letter) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(letter.event().size() + 256);
    try (JsonGenerator json = factory.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("log", letter.log());
      json.writeStringField("reason", new String(letter.reason().getBytes(UTF_8), UTF_8));
      json.writeNumberField("attempts", letter.attempts());
      json.writeStringField("first_at", letter.firstAt().toString());
      json.writeStringField("last_at", letter.lastAt().toString());
      json.writeFieldName("event");
      json.writeRawValue(letter.event().toJson());
      json.writeEndObject();
    }
    line.write('\n');
    return line.toByteArray();
  }

  @Override
  public void close() throws IOException {
    RandomAccessFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
