package dev.eventlogger.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AnyInputTest {

  @Example
  void aHundredLevelsAreWrittenInEveryFormatAndReadBack() {
    Map<String, Object> data = Map.of("end", 1);
    for (int level = 1; level < CanonicalJson.MAX_DEPTH; level++) {
      data = Map.of("k", data);
    }
    Event event = Event.of(EventDraft.named("n").data(data).context(data));

    for (EventFormat format : EventFormat.values()) {
      assertThat(format.toJson(event)).contains("\"end\":1");
    }
    assertThat(new EventReader(false).read(event.toJson())).isInstanceOf(Reading.Read.class);
  }

  @Property
  void aDamagedEventIsReadOrRefused(@ForAll byte damage, @ForAll int at) {
    byte[] bytes =
        "{\"event_type\":\"VIEW\",\"uid\":12,\"event_data\":{\"a\":[1.5e3,\"\u00e9\"]}}"
            .getBytes(StandardCharsets.UTF_8);
    bytes[Math.floorMod(at, bytes.length)] = damage;

    assertThat(new EventReader(false).read(bytes, 0, bytes.length)).isNotNull();
  }
}
