package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.Relay.Made;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
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

  /** A key, or a foreign header, may hold what the schema redacts. */
  @Test
  void keepsNoKeyAndNoForeignHeaderOfWhatNamesASchema() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_type", "run".getBytes(UTF_8)).add("email", "ada@s3cret".getBytes(UTF_8));
    ConsumerRecord<byte[], byte[]> record = record("s3cret-key", "{}", headers);

    Event withSchema = UnreadableRecord.of(record, new Made.Refused(PROBLEMS, true, null)).event();
    Event without = UnreadableRecord.of(record, new Made.Refused(PROBLEMS)).event();

    assertThat(withSchema.toJson()).contains("\"ce_type\":\"run\"").doesNotContain("s3cret");
    assertThat(withSchema.data()).containsEntry("key_bytes", 10);
    assertThat(without.toJson()).contains("s3cret-key", "ada@s3cret");
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String key, String value, RecordHeaders headers) {
    return new ConsumerRecord<>(
        "t",
        1,
        2,
        3,
        TimestampType.CREATE_TIME,
        key.length(),
        value.length(),
        key.getBytes(UTF_8),
        value.getBytes(UTF_8),
        headers,
        Optional.empty());
  }

  @Test
  void keepsTheTextOfWhatIsTooLongEvenWhereACharacterIsCut() {
    RecordHeaders headers = new RecordHeaders();
    String value = "x" + "ä".repeat(1024 * 1024);

    Event event =
        UnreadableRecord.of(record("k", value, headers), new Made.Refused(PROBLEMS)).event();

    assertThat(event.data())
        .containsEntry("value_bytes", 1 + 2 * 1024 * 1024)
        .containsEntry("value", value.substring(0, 512 * 1024));
  }

  @Test
  void isFoundWhenItsUserIsErased() {
    RecordHeaders headers = new RecordHeaders();
    Made.Refused refused = new Made.Refused(PROBLEMS);
    assertThat(uid(record("k", "{\"uid\":\"42\",\"colour\":1}", headers), refused)).isEqualTo("42");
    assertThat(uid(record("k", "{\"uid\":42}", headers), refused)).isEqualTo("42");
    assertThat(uid(record("k", "{\"uid\":[]}", headers), refused)).isNull();
    assertThat(uid(record("k", "no JSON", headers), refused)).isNull();
    headers.add("ce_uid", "ada".getBytes(UTF_8));
    assertThat(uid(record("k", "{}", headers), refused)).isEqualTo("ada");
    Event kept = Event.of(EventDraft.named("run").uid("bob"));
    assertThat(uid(record("k", "{}", headers), new Made.Refused(PROBLEMS, true, kept)))
        .isEqualTo("bob");
  }

  private static String uid(ConsumerRecord<byte[], byte[]> record, Made.Refused refused) {
    return UnreadableRecord.of(record, refused).event().uid();
  }

  @Test
  void listsSomeOfVeryManyProblems() {
    List<Problem> many = Collections.nCopies(5_000, new Problem("/rows", "is required"));

    UnreadableRecord record = UnreadableRecord.of(RECORD, new Made.Refused(many));

    assertThat(record.problems()).hasSize(21);
    assertThat(record.problems().get(20)).hasToString("t-1@2: and 4980 more problems");
  }
}
