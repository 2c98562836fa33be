package dev.eventlogger.testing.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** The process of a broker. For {@link KafkaBroker} alone. */
final class RunBroker {

  private RunBroker() {}

  /**
   * Runs a broker until it is told to end, or until the process that started it is gone.
   *
   * @param arguments the file with its properties, and the id of its cluster
   */
  public static void main(String[] arguments) throws IOException {
    String file = arguments[0];
    String[] format = {
      "format", "--standalone", "--ignore-formatted", "-t", arguments[1], "-c", file
    };
    if (StorageTool.execute(format, System.out) != 0) {
      throw new IOException("the folder could not be prepared");
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      properties.load(in);
    }
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    endWithTheParent();
    server.startup();
    server.awaitShutdown();
  }

  /** Ends with the parent process, which holds this one's input open. */
  private static void endWithTheParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // nothing is ever written
                }
              } catch (IOException e) {
                // the parent is gone, too
              }
              Runtime.getRuntime().halt(1);
            });
    watch.setDaemon(true);
    watch.start();
  }
}
