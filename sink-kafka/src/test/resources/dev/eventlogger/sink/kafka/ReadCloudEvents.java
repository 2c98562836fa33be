import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints the events of a topic as the CloudEvents SDK reads them, with one attribute per line. */
final class ReadCloudEvents {

  public static void main(String[] arguments) {
    TopicPartition partition = new TopicPartition(arguments[1], 0);
    int wanted = Integer.parseInt(arguments[2]);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", arguments[0]),
            new StringDeserializer(),
            new CloudEventDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (wanted > 0) {
        for (ConsumerRecord<String, CloudEvent> read : consumer.poll(Duration.ofSeconds(1))) {
          print(read.key(), read.value());
          wanted--;
        }
      }
    }
  }

  private static void print(String key, CloudEvent event) {
    System.out.println("key " + key);
    for (String name : event.getAttributeNames()) {
      System.out.println(name + " " + event.getAttribute(name));
    }
    for (String name : event.getExtensionNames()) {
      System.out.println(name + " " + event.getExtension(name));
    }
    System.out.println("data " + new String(event.getData().toBytes()));
  }
}
