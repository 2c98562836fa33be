package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a page logs is copied whole, within limits, without any effect on the page. */
@Timeout(120)
class ClientCopyIT extends InChromium {

  @Test
  void takesPlainDataForWhatItIsWhateverItsNames() throws Exception {
    Map<String, Object> data =
        logged(
            "logger.log('m', {pod: {nodeName: 'node-1', nodeType: 'worker', cpu: 5},"
                + " cache: {get: 1, entries: 2, other: 3}, date: {toJSON: 'no', day: 7},"
                + " key: {preventDefault: true, type: 'x'}, page: {next: 2, items: [1]},"
                + " deploy: {name: 'web', stack: 'prod', message: 'ok'}});");

    assertThat(data)
        .isEqualTo(
            Map.of(
                "pod", Map.of("nodeName", "node-1", "nodeType", "worker", "cpu", 5),
                "cache", Map.of("get", 1, "entries", 2, "other", 3),
                "date", Map.of("toJSON", "no", "day", 7),
                "key", Map.of("preventDefault", true, "type", "x"),
                "page", Map.of("next", 2, "items", List.of(1)),
                "deploy", Map.of("name", "web", "stack", "prod", "message", "ok")));
  }

  @Test
  void keepsParametersThatAreNoObject() throws Exception {
    assertThat(logged("logger.log('m', 'text');")).isEqualTo(Map.of("value", "text"));
    assertThat(logged("logger.log('m', 7);")).isEqualTo(Map.of("value", 7));
    assertThat(logged("logger.log('m', document.body);")).isEqualTo(Map.of("value", "<BODY>"));
    assertThat(logged("logger.log('m', null);")).isEmpty();
    assertThat(logged("logger.error('m', 'at f (a.js:1)');")).containsOnlyKeys("error");
  }

  @Test
  void copiesMapsListsAndWhatIsLikeThem() throws Exception {
    assertThat(
            logged(
                "logger.log('m', {map: new Map([['a', 1], [7, {b: 2}]]), set: new Set([1, 2]),"
                    + " head: new Headers({x: 'y'}), form: new URLSearchParams('q=1'),"
                    + " bytes: new Uint8Array([1, 2]), date: new Date(0), pair: [['a', 1]]});"))
        .isEqualTo(
            Map.of(
                "map", Map.of("a", 1, "7", Map.of("b", 2)),
                "set", List.of(1, 2),
                "head", Map.of("x", "y"),
                "form", Map.of("q", "1"),
                "bytes", List.of(1, 2),
                "date", "1970-01-01T00:00:00.000Z",
                "pair", List.of(List.of("a", 1))));
  }

  @Test
  void cutsOneLongTextAndKeepsWhatComesAfter() throws Exception {
    Map<String, Object> data =
        logged("logger.log('saved', {html: 'x'.repeat(25000), orderId: 7, more: 'y'});");

    assertThat(data).contains(entry("orderId", 7), entry("more", "y"));
    assertThat(String.valueOf(data.get("html"))).hasSize(8193).endsWith("x…");
  }

  @Test
  void knowsErrorsByWhatTheyAre() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      pages.run(
          "class AxiosError extends Error { name = 'AxiosError'; config = {url: '/pay', data: 'iban'};"
              + " toJSON() { return {message: this.message, config: this.config}; } };"
              + " function Old(message) { this.message = message; this.stack = 'at old'; }"
              + " Old.prototype = Object.create(Error.prototype, {name: {value: 'Old'}});"
              + " const frame = document.createElement('iframe'); document.body.append(frame);"
              + " logger.error(new AxiosError('of axios'));"
              + " logger.error(frame.contentWindow.eval(\"new TypeError('of a frame')\"));"
              + " logger.error(new Old('of old')); logger.error(new DOMException('of the DOM', 'E'));"
              + " logger.error('with a cause', {cause: new AxiosError('of axios')});");

      pages.balanced();
      List<Event> events = pages.stored();
      assertThat(events)
          .extracting(Event::message)
          .containsExactly("of axios", "of a frame", "of old", "of the DOM", "with a cause");
      assertThat(events.subList(0, 4))
          .extracting(event -> JsonReader.asObject(event.data().get("error")).get("type"))
          .containsExactly("AxiosError", "TypeError", "Old", "E");
      assertThat(events.subList(0, 3))
          .allSatisfy(
              event ->
                  assertThat(JsonReader.asObject(event.data().get("error")))
                      .containsKeys("stack_trace", "hash"));
      assertThat(JsonReader.asObject(events.get(4).data().get("cause")))
          .containsEntry("type", "AxiosError")
          .containsOnlyKeys("type", "message", "stack_trace");
    }
  }

  @Test
  void saysOfEventsOfThePageTheirTypeAlone() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      pages.run(
          "const button = document.getElementById('run');"
              + " button.addEventListener('click', logger.info); button.click();"
              // Like React's events.
              + " class SyntheticEvent { type = 'click'; preventDefault = undefined;"
              + " _targetInst = {memoizedProps: {children: 'Pay 70,000 to Ada'}}; }"
              + " SyntheticEvent.prototype.preventDefault = () => {};"
              + " const made = new SyntheticEvent(); delete made.preventDefault;"
              + " logger.info(made); logger.info('m', {event: made});");

      pages.balanced();
      assertThat(pages.stored())
          .filteredOn(event -> event.type() == null)
          .extracting(Event::message, event -> event.data())
          .containsExactlyInAnyOrder(
              tuple("<click>", Map.of()),
              tuple("<click>", Map.of()),
              tuple("m", Map.of("event", "<click>")));
      assertThat(pages.stored().toString()).doesNotContain("70,000");
    }
  }

  @Test
  void usesUpNoIterator() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      Object left =
          pages.run(
              "const walk = (function* () { yield 1; yield 2; })();"
                  + " const values = new Map([[1, 'a']]).values();"
                  + " logger.log('m', {walk, values}); logger.log(walk, values);"
                  + " return [walk.next().value, values.next().value].join();");

      assertThat(left).isEqualTo("1,a");
      assertThat(pages.balanced().received()).isEqualTo(2);
    }
  }

  /**
   * Bounds the time of a call, however much there is beyond the limit; else it would take seconds.
   */
  @Test
  void readsNoMoreThanItKeeps() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      for (String large :
          List.of(
              "new Map(Array.from({length: 1e6}, (_, i) => ['k' + i, i]))",
              "new Set(Array.from({length: 1e6}, (_, i) => i))",
              "Array(1e6).fill('x')",
              "'x'.repeat(1e8)",
              "'x'.repeat(1e6).split('')")) {
        Object millis =
            pages.run(
                "const large = "
                    + large
                    + "; let least = Infinity; for (let i = 0; i < 5; i++) {"
                    + " const t = performance.now(); logger.log('m', {large});"
                    + " least = Math.min(least, performance.now() - t); } return least;");
        assertThat(((Number) millis).doubleValue()).as(large).isLessThan(50);
      }
      assertThat(pages.balanced().received()).isEqualTo(25);
    }
  }

  private Map<String, Object> logged(String script) throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      pages.run(script);
      pages.balanced();
      return new HashMap<>(pages.stored().get(0).data());
    }
  }
}
