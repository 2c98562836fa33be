package dev.eventlogger.benchmarks.endtoend;

import static net.logstash.logback.argument.StructuredArguments.entries;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.util.Duration;
import dev.eventlogger.benchmarks.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.logstash.logback.appender.LoggingEventAsyncDisruptorAppender;
import net.logstash.logback.encoder.LogstashEncoder;

/**
 * Logback with the Logstash encoder, over a file appender that does not flush each event, behind
 * one of the two asynchronous appenders, told to lose nothing: both drop by default.
 */
final class LogbackCandidate implements Candidate {

  private static final int QUEUE = 8192;
  private static final int PATIENCE_MILLIS = 120_000;

  private final LoggerContext context;
  private final Logger logger;
  private final List<Map<String, Object>> events;

  private LogbackCandidate(LoggerContext context, Logger logger, Shape shape) {
    this.context = context;
    this.logger = logger;
    events = shape.events();
  }

  static Candidate withAsyncAppender(Path file, Shape shape) {
    AsyncAppender async = new AsyncAppender();
    async.setQueueSize(QUEUE);
    async.setDiscardingThreshold(0);
    async.setMaxFlushTime(PATIENCE_MILLIS);
    LoggerContext context = newContext();
    async.setContext(context);
    async.addAppender(fileAppender(context, file));
    return started(context, async, shape);
  }

  static Candidate withDisruptor(Path file, Shape shape) {
    LoggingEventAsyncDisruptorAppender async = new LoggingEventAsyncDisruptorAppender();
    async.setRingBufferSize(QUEUE);
    async.setAppendTimeout(Duration.buildByMilliseconds(-1));
    async.setShutdownGracePeriod(Duration.buildByMilliseconds(PATIENCE_MILLIS));
    LoggerContext context = newContext();
    async.setContext(context);
    async.addAppender(fileAppender(context, file));
    return started(context, async, shape);
  }

  private static LoggerContext newContext() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    return context;
  }

  private static FileAppender<ILoggingEvent> fileAppender(LoggerContext context, Path file) {
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setAppend(false);
    appender.setImmediateFlush(false);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  private static Candidate started(
      LoggerContext context, Appender<ILoggingEvent> async, Shape shape) {
    async.start();
    Logger logger = context.getLogger(shape.label());
    logger.addAppender(async);
    return new LogbackCandidate(context, logger, shape);
  }

  @Override
  public void log(int index) {
    logger.info("event", entries(events.get(index)));
  }

  @Override
  public void close() {
    context.stop();
  }
}
