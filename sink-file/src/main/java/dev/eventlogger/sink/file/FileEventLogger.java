package dev.eventlogger.sink.file;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.formats.EventFormat;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Requirements;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to a file, one line of JSON for each.
 *
 * <p>Settings: {@code path} (required; missing directories are created), {@code format} ({@code
 * canonical}, {@code jupyter}, {@code cloudevents} or {@code ecs}; default {@code canonical}),
 * {@code max_bytes} (the file is rotated before it would grow beyond this; default 104857600, 100
 * MiB), {@code rotate} ({@code daily}, by UTC day, or {@code never}, only by size; default {@code
 * daily}), {@code gzip} (whether rotated files are compressed; default true), {@code keep} (how
 * many rotated files are kept; default 30), {@code sync} (each batch is on disk before it counts as
 * delivered; default false) and {@code file_mode} (who may read and write the files; default {@code
 * 0600}).
 *
 * <p>A batch is in the file as a whole or not at all. A rotated {@code events.ndjson} is called
 * {@code events.2026-11-21.1.ndjson.gz}, by the day of its last write and a number that rises
 * within the day. This sink compresses it on its log's thread: the next batch waits for that, some
 * seconds for 100 MiB. {@code events.ndjson.lock} keeps other writers out, and is never deleted.
 */
@AutoService(BaseEventLogger.class)
public final class FileEventLogger extends BaseEventLogger {

  private final Clock clock;
  private final EventFile.Opener opener;
  private final LineBuffer lines = new LineBuffer();
  private Settings settings;
  private LocalDate day;
  private @Nullable FileClaim claim;
  private @Nullable EventFile file;
  private @Nullable RotatedFiles rotated;

  /** Creates the sink; opens and creates no file yet. */
  public FileEventLogger() {
    this(Clock.systemUTC(), path -> new RandomAccessFile(path.toFile(), "rw"));
  }

  /**
   * Creates a sink with another clock and another way to open files.
   *
   * @param clock tells the day
   * @param opener opens the file
   */
  FileEventLogger(Clock clock, EventFile.Opener opener) {
    this.clock = clock;
    this.opener = opener;
  }

  record Settings(
      Path path,
      EventFormat format,
      Long maxBytes,
      Rotate rotate,
      Boolean gzip,
      Integer keep,
      boolean sync,
      FileMode fileMode) {
    Settings {
      format = requireNonNullElse(format, EventFormat.CANONICAL);
      maxBytes = requireNonNullElse(maxBytes, 100L * 1024 * 1024);
      rotate = requireNonNullElse(rotate, Rotate.DAILY);
      gzip = requireNonNullElse(gzip, true);
      keep = requireNonNullElse(keep, 30);
      fileMode = requireNonNullElse(fileMode, FileMode.PRIVATE);
      new Requirements()
          .that(path != null, "path", "is required, such as /var/log/app/events.ndjson")
          .that(maxBytes >= 1, "max_bytes", "must be at least 1")
          .that(keep >= 0, "keep", "must not be negative")
          .orThrow();
    }
  }

  enum Rotate {
    NEVER,
    DAILY
  }

  @Override
  public String loggerName() {
    return "file";
  }

  /**
   * Reserves the file for this log, repairs it after a crash, and finishes an interrupted rotation.
   *
   * @throws IllegalArgumentException for wrong settings, and for a path that is not a regular file
   * @throws FileSystemException if another log or process writes the file, or if it does not end
   *     like a file of events
   */
  @Override
  public void open(SinkConfig config) throws IOException {
    settings = config.as(Settings.class);
    Path path = TargetPath.resolve(settings.path(), settings.fileMode());
    claim = FileClaim.take(path, settings.fileMode());
    EventFile opened = new EventFile(path, settings.sync(), settings.fileMode(), opener);
    file = opened;
    day = opened.dayOfLastWrite().orElseGet(this::today);
    rotated = new RotatedFiles(path, settings.gzip(), settings.keep());
    rotated.tidy();
  }

  /**
   * Checks whether the file could be written.
   *
   * @throws IllegalArgumentException if it could not
   */
  @Override
  public void check(SinkConfig config) {
    TargetPath.check(config.as(Settings.class).path());
  }

  /**
   * Appends a batch with one write, after rotating if the file is full or of another day.
   *
   * @throws IOException if the disk is full or broken; then nothing of the batch is in the file
   */
  @Override
  public DeliveryResult log(List<Event> batch) throws IOException {
    lines.reset();
    for (Event event : batch) {
      settings.format().writeTo(event, lines);
      lines.write('\n');
    }
    EventFile current = requireNonNull(file, "log before open");
    LocalDate today = today();
    if (isToBeRotated(current.length(), today)) {
      current.close();
      requireNonNull(rotated).rotate(day);
    }
    current.append(lines);
    day = today;
    return DeliveryResult.DELIVERED;
  }

  private boolean isToBeRotated(long length, LocalDate today) {
    boolean isFull = length + lines.size() > settings.maxBytes();
    boolean isOfAnotherDay = settings.rotate() == Rotate.DAILY && today.isAfter(day);
    return length > 0 && (isFull || isOfAnotherDay);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  @Override
  public void close() throws IOException {
    EventFile closing = file;
    FileClaim releasing = claim;
    file = null;
    claim = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } finally {
      if (releasing != null) {
        releasing.close();
      }
    }
  }
}
