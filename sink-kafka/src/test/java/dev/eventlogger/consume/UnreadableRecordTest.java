package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.Relay.Made;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Problem;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class UnreadableRecordTest {

  private static final ConsumerRecord<byte[], byte[]> RECORD =
      new ConsumerRecord<>("t", 1, 2, null, "s3cret".getBytes(UTF_8));
  private static final List<Problem> PROBLEMS = List.of(new Problem("/rows", "is required"));

  @Test
  void keepsTheValueOfWhatCannotBeRead() {
    Event event = UnreadableRecord.of(RECORD, new Made.Refused(PROBLEMS)).event();

    assertThat(event.data()).containsEntry("value", "s3cret").containsEntry("offset", 2);
  }

  @Test
  void keepsWhatMayBeKeptOfWhatNamesASchema() {
    Event kept = Event.of(EventDraft.named("run").data(Map.of("rows", "many")));

    Event event = UnreadableRecord.of(RECORD, new Made.Refused(PROBLEMS, true, kept)).event();

    assertThat(event.data()).containsEntry("value_bytes", 6).containsKey("event");
    assertThat(event.toJson()).contains("\"rows\":\"many\"").doesNotContain("s3cret");
  }

  @Test
  void keepsNoValueOfWhatNamesASchemaAndMayNotBeKept() {
    UnreadableRecord record = UnreadableRecord.of(RECORD, new Made.Refused(PROBLEMS, true, null));

    assertThat(record.event().data())
        .containsOnlyKeys("topic", "partition", "offset", "value_bytes");
    assertThat(record.problems()).hasToString("[t-1@2: /rows: is required]");
  }
}
