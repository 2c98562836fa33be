package dev.eventlogger.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.benchmarks.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.message.AsynchronouslyFormattable;
import org.apache.logging.log4j.message.MapMessage;

/**
 * Log4j 2 as its manual advises for throughput: all loggers asynchronous, over a RandomAccessFile
 * appender that does not flush each event, with the JSON template layout.
 */
final class Log4jCandidate implements Candidate {

  static {
    // Larger than any scenario: 2.26.1 loses events when two threads find the ring buffer full.
    System.setProperty("log4j2.asyncLoggerRingBufferSize", "1048576");
  }

  private static final String CONFIGURATION =
      """
      <Configuration status="ERROR" shutdownHook="disable">
        <Appenders>
          <RandomAccessFile name="file" fileName="%s" immediateFlush="false" append="false">
            <JsonTemplateLayout><EventTemplate><![CDATA[{
              "created_at": {"$resolver": "timestamp", "pattern": {
                "format": "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", "timeZone": "UTC"}},
              "level": {"$resolver": "level", "field": "name"},
              "name": {"$resolver": "logger", "field": "name"},
              "event_data": {"$resolver": "map"}
            }]]></EventTemplate></JsonTemplateLayout>
          </RandomAccessFile>
        </Appenders>
        <Loggers><Root level="info"><AppenderRef ref="file"/></Root></Loggers>
      </Configuration>
      """;

  private static final long PATIENCE_MINUTES = 2;

  private final LoggerContext context;
  private final Logger logger;
  private final List<Map<String, Object>> events;

  private Log4jCandidate(LoggerContext context, Shape shape) {
    this.context = context;
    logger = context.getLogger(shape.label());
    events = shape.events();
  }

  static Candidate open(Path file, Shape shape) throws IOException {
    LoggerContext context = new AsyncLoggerContext(shape.label());
    byte[] xml = CONFIGURATION.replace("%s", file.toString()).getBytes(UTF_8);
    context.start(
        new XmlConfiguration(
            context, new ConfigurationSource(new ByteArrayInputStream(xml), file.toUri().toURL())));
    return new Log4jCandidate(context, shape);
  }

  @Override
  public void log(int index) {
    logger.info(new Data(events.get(index)));
  }

  @Override
  public void close() {
    if (!context.stop(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      throw new IllegalStateException("Log4j did not stop in time");
    }
  }

  /** An event's data, with values of any kind. */
  @AsynchronouslyFormattable
  private static final class Data extends MapMessage<Data, Object> {
    private static final long serialVersionUID = 1;

    Data(Map<String, Object> data) {
      super(data);
    }

    @Override
    public Data newInstance(Map<String, Object> data) {
      return new Data(data);
    }
  }
}
