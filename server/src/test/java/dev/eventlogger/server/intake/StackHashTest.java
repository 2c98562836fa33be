package dev.eventlogger.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.SchemaRef;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same way of failing has the same hash, even with another release or message. */
class StackHashTest {

  /** Names as bundlers generate them: the same script in two releases. */
  @ParameterizedTest
  @CsvSource({
    "assets/index-DiwrgTda.js, assets/index-B_x7-k3Q.js", // Vite, Rollup
    "assets/index--iwrgTda.js, assets/index-Qw3rTy_-.js",
    "main-ABCDEFGH.js, main-Q7ZK2LMN.js", // Angular, esbuild
    "app.3f2a9c01.js, app.77aa00ff.js", // webpack, Parcel
    "static/chunks/page-3f2a9c01aabbccdd.js, static/chunks/page-0011aabbccddeeff.js", // Next.js
    "_next/static/chunks/3f2a9c01aabbccdd.js, _next/static/chunks/ff11aabbccddee00.js",
    "_nuxt/DiwrgTda.js, _nuxt/Bx7kk3Qz.js", // Nuxt
    "_app/immutable/chunks/DiwrgTda.js, _app/immutable/chunks/C0ffeeQz.js", // SvelteKit
    "_app/immutable/entry/start.DiwrgTda.mjs, _app/immutable/entry/start.B_x7-k3Q.mjs",
    "app.js?v=1, app.js?v=2b"
  })
  void isTheSameForTheSameScriptOfAnotherRelease(String one, String other) {
    assertThat(hash(inScript(one))).isEqualTo(hash(inScript(other)));
  }

  @ParameterizedTest
  @CsvSource({
    "src/UserCard.js, src/OrderRow.js",
    "my-database.js, my-calendar.js",
    "orders-DiwrgTda.js, invoices-DiwrgTda.js",
    "orders-ABCDEFGH.js, invoices-ABCDEFGH.js",
    "pages-OrderList.js, pages-AccountList.js"
  })
  void isAnotherForAnotherScript(String one, String other) {
    assertThat(hash(inScript(one))).isNotEqualTo(hash(inScript(other)));
  }

  /** A stack of V8 with a message that looks like a frame of Firefox. */
  @Test
  void doesNotDependOnAnAddressInTheMessage() {
    String frame = "\n    at f (https://x.test/app.js:10:20)";

    assertThat(hash("Error: no user ada@example.org" + frame))
        .isEqualTo(hash("Error: no user bob@example.org" + frame));
  }

  @Test
  void leavesAloneWhatASchemaDescribes() {
    Map<String, Object> data = Map.of("error", Map.of("stack_trace", "at f"));
    EventDraft draft =
        EventDraft.blank().schema(new SchemaRef("https://example.org/failure", "1")).data(data);

    StackHash.addTo(draft);

    assertThat(draft.data()).isEqualTo(data);
  }

  private static String inScript(String name) {
    return "Error: bad\n    at f (https://x.test/" + name + ":10:20)";
  }

  private static String hash(String stack) {
    EventDraft draft =
        EventDraft.blank().name("error").data(Map.of("error", Map.of("stack_trace", stack)));
    StackHash.addTo(draft);
    return String.valueOf(JsonReader.asObject(draft.data().get("error")).get("hash"));
  }
}
