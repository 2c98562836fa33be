package dev.eventlogger.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import dev.eventlogger.formats.CloudEventAttributes;
import dev.eventlogger.formats.EventFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * How an event is written into a record: the binary and the structured content mode of CloudEvents'
 * protocol binding for Kafka (cloudevents spec v1.0.2).
 */
enum RecordFormat {
  /** The value is the canonical JSON, described by the CloudEvents headers {@code ce_…}. */
  CANONICAL(EventFormat.CANONICAL, "application/json"),
  /** The value is a CloudEvent in its JSON format. */
  CLOUDEVENTS(EventFormat.CLOUDEVENTS, "application/cloudevents+json; charset=UTF-8");

  private static final String CONTENT_TYPE = "content-type";
  private static final String PREFIX = "ce_";
  // The data of the CloudEvent is the whole event, not the event's own data.
  private static final Header SCHEMA = header(PREFIX + "dataschema", "urn:event-logger:event");

  private final EventFormat format;
  private final String contentType;

  RecordFormat(EventFormat format, String contentType) {
    this.format = format;
    this.contentType = contentType;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }

  List<Header> headers(Event event) {
    if (this == CLOUDEVENTS) {
      return List.of(header(CONTENT_TYPE, contentType));
    }
    List<Header> headers = new ArrayList<>();
    CloudEventAttributes.of(event)
        .forEach((name, value) -> headers.add(header(PREFIX + name, value)));
    headers.add(SCHEMA);
    headers.add(header(CONTENT_TYPE, contentType));
    return headers;
  }

  byte[] value(Event event) {
    Value value = new Value(event.size());
    try {
      format.writeTo(event, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return value.bytes();
  }

  /** A buffer that is not copied where its size was right. */
  private static final class Value extends ByteArrayOutputStream {

    Value(int size) {
      super(size);
    }

    byte[] bytes() {
      return count == buf.length ? buf : toByteArray();
    }
  }
}
