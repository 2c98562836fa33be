package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What outlives a page is kept only with consent, not for ever, and not if no page can send it. */
@Timeout(120)
class ClientOfflineIT extends InChromium {

  /** Opens the database as the client does, and works on what is kept. */
  private static final String KEPT =
      "const said = arguments[0]; const kept = action => { const opened ="
          + " indexedDB.open('event-logger'); opened.onsuccess = () => {"
          + " const t = opened.result.transaction('events', 'readwrite');"
          + " const request = action(t.objectStore('events'));"
          + " t.oncomplete = () => { opened.result.close(); said(request && request.result); };"
          + " }; };";

  @Test
  void keepsNothingOfWhatIsWithdrawnInTheSameTask() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"store\": true, \"interval\": 60000}");
      pages.run("logger.info('kept');");
      assertThat(kept(pages)).isEqualTo(1L);
      pages.run("logger.info('secret act'); client.consent('denied');");

      assertThat(pages.balanced().dropped()).isEqualTo(Map.of("consent", 2));
      assertThat(kept(pages)).isEqualTo(0L);
    }
  }

  private static Object kept(ClientPages pages) {
    return pages.browser.executeAsyncScript(
        "setTimeout(all => {"
            + KEPT.replace("arguments[0]", "all")
            + " kept(events => events.count()); },"
            + " 200, arguments[0]);");
  }

  /** Starts with what earlier pages have left, for this address and another, now and days ago. */
  @Test
  void deletesWhatNoPageCanSendAndSendsTheRest() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"store\": true}"); // makes the database
      assertThat(kept(pages)).isEqualTo(0L);
      pages.browser.executeAsyncScript(
          KEPT
              + " kept(events => { const now = Date.now(), day = 864e5; let n = 0;"
              + " const put = (page, address, at) => events.put({id: page + '-' + ++n, page, address,"
              + " at, json: JSON.stringify({name: page, id: page + '-' + n, created_at: at})});"
              + " put('gone', '/v1/events', now); put('gone', '/v1/events', now - 3 * day);"
              + " put('elsewhere', '/other', now); put('elsewhere', '/other', now - 3 * day); });");
      pages.open("{\"store\": true}");
      pages.server.await(2);

      assertThat(pages.balanced().restored()).isEqualTo(2);
      assertThat(pages.stored()).extracting(Event::name).containsOnly("gone");
      assertThat(kept(pages)).as("what is of another address, and new").isEqualTo(1L);
      pages.run("client.consent('denied');");
      assertThat(kept(pages)).isEqualTo(0L);
    }
  }

  @Test
  void leavesWhatItHasNoRoomForToAnotherPage() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"store\": true}");
      assertThat(kept(pages)).isEqualTo(0L);
      pages.browser.executeAsyncScript(
          KEPT
              + " kept(events => { for (let n = 1; n <= 20; n++) events.put({id: 'gone-' + n, page: 'gone',"
              + " address: '/v1/events', at: Date.now(), json: JSON.stringify({name: 'gone',"
              + " id: 'gone-' + n, event_data: {text: 'x'.repeat(1000)}})}); });");
      String before = pages.openTab("{\"store\": true, \"maxWaiting\": 5500, \"interval\": 60000}");
      pages.browser.executeAsyncScript(
          "const look = said => client.report().restored ? said() : setTimeout(look, 20, said);"
              + " look(arguments[0]);");
      int taken = pages.settled().restored();
      assertThat(taken).isBetween(1, 5);
      assertThat(kept(pages)).isEqualTo(20L - taken);
      String first = pages.openTab("{\"store\": true}");
      pages.server.await(20);

      assertThat(pages.stored()).as("though the first page lives").hasSize(20);
      pages.closeTab(first);
      pages.closeTab(before);
    }
  }

  @Test
  void keepsNothingTwiceThoughConsentIsGivenAgain() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"init\": false}");
      Object added =
          pages.browser.executeAsyncScript(
              "const said = arguments[0]; let added = 0; const put = IDBObjectStore.prototype.put;"
                  + " IDBObjectStore.prototype.put = function (it) { added++; return put.call(this, it); };"
                  + " begin({store: offline(), url: '/nowhere', interval: 60000});"
                  + " for (let i = 0; i < 10; i++) logger.info('m' + i);"
                  + " for (let i = 0; i < 50; i++) client.consent('granted');"
                  + " setTimeout(() => { client.consent('denied'); said(added); }, 300);");

      assertThat(added).isEqualTo(10L);
    }
  }

  /** Otherwise every page that opens it later would wait for this one to close. */
  @Test
  void givesUpItsDatabaseToWhoDeletesIt() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"store\": true}");
      assertThat(kept(pages)).isEqualTo(0L);
      Object said =
          pages.browser.executeAsyncScript(
              "const asked = indexedDB.deleteDatabase('event-logger');"
                  + " asked.onsuccess = () => arguments[0]('deleted');"
                  + " asked.onblocked = () => arguments[0]('blocked');");
      assertThat(said).isEqualTo("deleted");
      pages.run("logger.info('still sent');");

      assertThat(pages.balanced().received()).isEqualTo(1);
    }
  }
}
