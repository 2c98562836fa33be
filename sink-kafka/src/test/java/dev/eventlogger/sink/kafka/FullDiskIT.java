package dev.eventlogger.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testing.kafka.KafkaBroker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk of a broker is full: a small one in memory, which only root can mount. */
@Timeout(300)
final class FullDiskIT {

  private static final String TOPIC = "events";

  @TempDir private Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString()) == 0,
        "mounting a small disk needs root on Linux");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", disk.toString());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Test
  void keepsWhatTheBrokerHasNoRoomForAndWritesItWhenThereIsSome() throws Exception {
    KafkaBroker prepared =
        KafkaBroker.in(folder.resolve("broker"))
            .with("log.dirs", disk.resolve("data").toString())
            .with("log.index.size.max.bytes", "65536");
    try (KafkaBroker broker = prepared.start()) {
      broker.topics().create(TOPIC, 1);
      Path ballast = disk.resolve("ballast");
      try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
        file.write(new byte[(int) Files.getFileStore(disk).getUsableSpace() - 1024 * 1024]);
      }
      Map<String, Object> settings =
          Map.of("bootstrap_servers", broker.bootstrap(), "topic", TOPIC, "delivery_timeout", "3s");
      List<Event> delivered = new ArrayList<>();
      List<Event> refused = new ArrayList<>();
      try (OpenSink sink = OpenSink.with(settings)) {
        while (refused.isEmpty()) {
          List<Event> batch = List.of(OpenSink.click(Map.of("text", "x".repeat(200_000))));
          SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(batch));
          (failure == null ? delivered : refused).addAll(batch);
          assertThat(failure == null ? SinkException.Kind.UNAVAILABLE : failure.kind())
              .isEqualTo(SinkException.Kind.UNAVAILABLE);
        }
        assertThat(delivered).isNotEmpty();

        broker.kill();
        Files.delete(ballast);
        broker.start();
        assertThat(sink.log(refused)).isEqualTo(DeliveryResult.DELIVERED);
      }
      delivered.addAll(refused);
      assertThat(broker.topics().read(TOPIC))
          .extracting(SharedBroker::value)
          .containsAll(delivered.stream().map(Event::toJson).toList());
    }
  }
}
