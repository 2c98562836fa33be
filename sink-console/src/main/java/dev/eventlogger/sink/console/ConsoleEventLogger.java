package dev.eventlogger.sink.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.formats.EventFormat;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.OneLine;
import dev.eventlogger.spi.SinkConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Prints each event on one line, whatever it holds, in UTF-8, whatever the platform's default.
 *
 * <p>Settings: {@code format} ({@code text}, {@code canonical}, {@code jupyter}, {@code
 * cloudevents} or {@code ecs}; default {@code text}), {@code color} ({@code auto}, {@code always}
 * or {@code never}; default {@code auto}; for text only) and {@code stream} ({@code out} or {@code
 * err}; default {@code out}).
 *
 * <p>Writes to the {@code System.out} or {@code System.err} of the moment when the sink is opened,
 * and never closes it. A {@link PrintStream} that failed once does not tell whether later writes
 * succeed; from then on the sink writes to the process's own standard output or error.
 */
@AutoService(BaseEventLogger.class)
public final class ConsoleEventLogger extends BaseEventLogger {

  private final Predicate<Stream> isTerminal;
  private final Function<Stream, OutputStream> descriptors;
  private Function<Event, String> form;
  private PrintStream out;
  private OutputStream descriptor;
  private boolean hasFailed;

  /** Creates a sink that detects terminals by itself. */
  public ConsoleEventLogger() {
    this(Terminal::takesColor, ConsoleEventLogger::descriptor);
  }

  /**
   * Creates a sink that detects terminals by other means.
   *
   * @param isTerminal whether colours can be printed to a stream
   * @param descriptors the process's own streams
   */
  ConsoleEventLogger(Predicate<Stream> isTerminal, Function<Stream, OutputStream> descriptors) {
    this.isTerminal = isTerminal;
    this.descriptors = descriptors;
  }

  private static OutputStream descriptor(Stream stream) {
    return new FileOutputStream(stream == Stream.OUT ? FileDescriptor.out : FileDescriptor.err);
  }

  record Settings(Format format, Color color, Stream stream) {
    Settings {
      format = requireNonNullElse(format, Format.TEXT);
      color = requireNonNullElse(color, Color.AUTO);
      stream = requireNonNullElse(stream, Stream.OUT);
    }
  }

  /** Querybook's line, or one of the forms of {@link EventFormat}. */
  enum Format {
    TEXT,
    CANONICAL,
    JUPYTER,
    CLOUDEVENTS,
    ECS
  }

  enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  enum Stream {
    OUT,
    ERR
  }

  @Override
  public String loggerName() {
    return "console";
  }

  @Override
  public void open(SinkConfig config) {
    Settings settings = config.as(Settings.class);
    form = form(settings);
    out = settings.stream() == Stream.OUT ? System.out : System.err;
    descriptor = descriptors.apply(settings.stream());
  }

  private Function<Event, String> form(Settings settings) {
    if (settings.format() == Format.TEXT) {
      return new TextForm(isColored(settings))::line;
    }
    EventFormat json = EventFormat.valueOf(settings.format().name());
    return event -> OneLine.escape(json.toJson(event));
  }

  private boolean isColored(Settings settings) {
    return switch (settings.color()) {
      case AUTO -> isTerminal.test(settings.stream());
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }

  /**
   * Prints a batch with one write.
   *
   * @throws IOException if the stream is closed or broken, such as a pipe that nobody reads
   */
  @Override
  public DeliveryResult log(List<Event> batch) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Event event : batch) {
      lines.append(form.apply(event)).append('\n');
    }
    print(lines.toString().getBytes(UTF_8));
    return DeliveryResult.DELIVERED;
  }

  private void print(byte[] bytes) throws IOException {
    if (hasFailed) {
      descriptor.write(bytes);
      return;
    }
    out.write(bytes, 0, bytes.length);
    // This also flushes.
    if (out.checkError()) {
      hasFailed = true; // It never says anything else again.
      throw new IOException("the console's stream is closed or broken");
    }
  }
}
