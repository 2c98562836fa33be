package dev.eventlogger.testkit;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The process that {@link KilledSink} runs. Prints what it is doing, and what was delivered, to
 * standard output.
 */
final class SinkProcess {

  /** The exit code if the sink or the store threw something. */
  static final int FAILED = 3;

  private static final int BATCHES = 20;
  private static final int BATCH = 10;

  private SinkProcess() {}

  /** A setting as an argument; the first letter says its type. */
  static String argument(String name, Object value) {
    if (value instanceof List<?> list) {
      return "l"
          + name
          + "="
          + list.stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }
    String type = value instanceof String ? "t" : value instanceof Boolean ? "b" : "n";
    return type + name + "=" + value;
  }

  private static Map<String, Object> settings(List<String> arguments) {
    Map<String, Object> settings = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String value = argument.substring(equals + 1);
      settings.put(
          argument.substring(1, equals),
          switch (argument.charAt(0)) {
            case 'b' -> Boolean.valueOf(value);
            case 'n' -> Integer.valueOf(value);
            case 'l' -> value.lines().toList();
            default -> value;
          });
    }
    return settings;
  }

  /** Takes the class names of the sink and of its store, which may be empty, and the settings. */
  public static void main(String[] arguments) {
    try {
      List<String> rest = Arrays.asList(arguments).subList(2, arguments.length);
      SinkConfig config = Section.of("killed", settings(rest));
      write((BaseEventLogger) make(arguments[0]), config);
      if (!arguments[1].isEmpty()) {
        read((EventStore) make(arguments[1]), config);
      }
      say("ended\n");
    } catch (Throwable e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private static Object make(String type) throws ReflectiveOperationException {
    return Class.forName(type).getConstructor().newInstance();
  }

  private static void write(BaseEventLogger sink, SinkConfig config) throws Exception {
    say("opening\n");
    sink.open(config);
    for (int i = 0; i < BATCHES; i++) {
      List<Event> batch = ContractEvents.clicks(BATCH);
      DeliveryResult result = sink.log(batch);
      if (!result.rejected().isEmpty()) {
        throw new IllegalStateException("rejected: " + result.rejected().get(0).reason());
      }
      say(batch.stream().map(event -> "d " + event.id() + "\n").collect(Collectors.joining()));
    }
    say("closing\n");
    sink.close();
  }

  private static void read(EventStore store, SinkConfig config) throws Exception {
    store.open(config);
    store.find(EventQuery.of(EventFilter.ALL));
    say("reading\n");
    store.close();
  }

  /** Prints in one write, so that a line is whole or absent, unless the pipe cuts it. */
  private static void say(String lines) {
    System.out.print(lines);
    System.out.flush();
  }
}
