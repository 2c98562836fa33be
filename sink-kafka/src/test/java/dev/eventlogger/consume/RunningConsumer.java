package dev.eventlogger.consume;

import dev.eventlogger.EventLogger;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A consumer that runs on a thread of its own until it is closed. */
final class RunningConsumer implements AutoCloseable {

  private final EventConsumer consumer;
  private final CompletableFuture<ConsumerState> end = new CompletableFuture<>();

  RunningConsumer(EventLogger events, ConsumerSettings settings) {
    this(EventConsumer.open(events, settings));
  }

  /** Uses properties of Kafka's that the settings would refuse. */
  RunningConsumer(EventLogger events, ConsumerSettings settings, Map<String, Object> properties) {
    this(
        new EventConsumer(
            settings, events.relay(settings.to()), Clients.consumer(settings, properties)));
  }

  private RunningConsumer(EventConsumer consumer) {
    this.consumer = consumer;
    Thread thread = new Thread(this::run, "consumer");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      end.complete(consumer.run());
    } catch (Throwable e) {
      end.completeExceptionally(e);
    }
  }

  ConsumerState state() {
    return consumer.state();
  }

  /** Waits until it ends by itself. */
  ConsumerState end() throws Exception {
    return end.get(ConsumeRig.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
