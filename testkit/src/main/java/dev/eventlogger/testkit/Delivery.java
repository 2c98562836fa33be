package dev.eventlogger.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Sends batches to a sink as the framework does, and compares what arrived with what was sent. For
 * one thread.
 */
final class Delivery {

  private static final int MOST_TRIES = 20;

  private final List<Event> sent = new ArrayList<>();
  private final Set<UUID> rejected = new HashSet<>();

  /** Sends a batch, and again those events that the sink asks for again. */
  void send(BaseEventLogger sink, List<Event> events) throws Exception {
    sent.addAll(events);
    List<Event> left = events;
    for (int tries = 0; !left.isEmpty(); tries++) {
      assertThat(tries).as("how often the sink asked for events again").isLessThan(MOST_TRIES);
      OnDemandBatch batch = new OnDemandBatch(left);
      DeliveryResult result = sink.log(batch);
      batch.end();
      assertThat(left).as("the batch, of which the sink retries some").containsAll(result.retry());
      result.rejected().forEach(this::note);
      left = result.retry();
    }
  }

  private void note(Rejected refusal) {
    assertThat(refusal.reason()).as("why an event was rejected").isNotBlank();
    rejected.add(refusal.event().id());
  }

  /** Nothing was rejected; that does not show that anything arrived. */
  void assertNothingRejected() {
    assertThat(rejected).as("events rejected by the sink").isEmpty();
  }

  /** Every event arrived as it was sent, in order. */
  void assertArrived(List<String> delivered, boolean showsRepeats) {
    assertNothingRejected();
    List<Map<?, ?>> arrived = ofThisTest(delivered);
    List<Event> expected = showsRepeats ? sent : List.copyOf(byId().values());
    for (int i = 0; i < Math.min(expected.size(), arrived.size()); i++) {
      String id = expected.get(i).id().toString();
      if (!id.equals(arrived.get(i).get("id"))) {
        fail(
            "event %d of %d is not the one that was sent at that place; %d arrived: "
                + "some are missing, repeated or in another order",
            i + 1, expected.size(), arrived.size());
      }
    }
    assertThat(arrived.size()).as("how many events arrived").isEqualTo(expected.size());
    assertAsSent(arrived);
  }

  /** Every event either arrived as it was sent, or was rejected; none is lost or changed. */
  void assertArrivedOrRejected(List<String> delivered) {
    List<Map<?, ?>> arrived = ofThisTest(delivered);
    Set<Object> ids = arrived.stream().map(json -> json.get("id")).collect(Collectors.toSet());
    for (Event event : sent) {
      assertThat(ids.contains(event.id().toString()) || rejected.contains(event.id()))
          .as("%s arrived or was rejected, one of the two: %s", event, brief(event))
          .isTrue();
    }
    assertAsSent(arrived);
  }

  private void assertAsSent(List<Map<?, ?>> arrived) {
    Map<String, Event> byId = byId();
    for (Map<?, ?> json : arrived) {
      Event event = requireNonNull(byId.get(String.valueOf(json.get("id"))));
      JsonDifference.between(parse(event.toJson()), json)
          .ifPresent(difference -> fail("an event arrived changed: %s", difference));
    }
  }

  private List<Map<?, ?>> ofThisTest(List<String> delivered) {
    Map<String, Event> byId = byId();
    List<Map<?, ?>> arrived = new ArrayList<>();
    for (String line : delivered) {
      Map<?, ?> json = parse(line);
      if (byId.containsKey(String.valueOf(json.get("id")))) {
        arrived.add(json);
      }
    }
    return arrived;
  }

  private Map<String, Event> byId() {
    Map<String, Event> byId = new LinkedHashMap<>();
    sent.forEach(event -> byId.put(event.id().toString(), event));
    return byId;
  }

  private static Map<?, ?> parse(String line) {
    byte[] json = line.getBytes(UTF_8);
    try {
      if (new JsonReader().read(json, 0, json.length) instanceof Map<?, ?> object) {
        return object;
      }
      throw new AssertionError("delivered() holds a line that is no JSON object: " + brief(line));
    } catch (MalformedJsonException e) {
      throw new AssertionError("delivered() holds a broken line: " + brief(line), e);
    }
  }

  private static String brief(Event event) {
    return brief(event.toJson());
  }

  private static String brief(String json) {
    return json.length() <= 200 ? json : json.substring(0, 200) + "…";
  }
}
