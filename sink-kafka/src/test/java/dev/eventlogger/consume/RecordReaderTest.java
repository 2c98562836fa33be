package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

  @Test
  void countsTheBytesOfKeyAndHeadersAsWell() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_x", "12345".getBytes(UTF_8));
    headers.add("null", null);

    assertThat(
            RecordReader.bytes(
                new ConsumerRecord<>(
                    "t",
                    0,
                    0,
                    1,
                    TimestampType.CREATE_TIME,
                    100,
                    ConsumerRecord.NULL_SIZE,
                    new byte[100],
                    null,
                    headers,
                    Optional.empty())))
        .isEqualTo(100 + 4 + 5 + 4);
  }
}
