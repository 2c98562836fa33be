package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.server.FaultyFront.ShownPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The client in a script tag replays calls made before it loaded, and goes on if it is loaded
 * twice.
 */
@Timeout(120)
class ClientScriptTagIT extends InChromium {

  @Test
  void takesWhatAScriptTagCalledBeforeItWasLoaded() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      show(pages, "/script", "text/html", "event-logger-script.html");
      show(pages, "/stub.js", "text/javascript", "event-logger-stub.js");
      String stub = ClientPages.resource("event-logger-stub.js");
      assertThat(Files.readString(Path.of("..", "docs", "client.md")))
          .contains(stub.substring(stub.indexOf('\n')));
      pages.browser.get(pages.front.uri() + "/script");
      pages.run("eventLogger.init({views: false}); eventLogger.log('early', {n: 1});");
      Instant called = Instant.now();
      pages.browser.executeAsyncScript(
          "const said = arguments[0]; setTimeout(async () => {"
              + " const files = await (await fetch('/client.json')).json();"
              + " const { path, integrity } = files['/client.iife.js'];"
              + " const tag = document.createElement('script');"
              + " Object.assign(tag, { src: path, integrity, crossOrigin: 'anonymous' });"
              + " tag.onload = () => { eventLogger.log('late');"
              + " eventLogger.flush().then(said); }; document.head.append(tag); }, 300);");

      List<Event> events = pages.server.await(2);
      assertThat(events).extracting(Event::message).containsExactly("early", "late");
      assertThat(Duration.between(events.get(0).createdAt(), events.get(1).createdAt()))
          .isGreaterThan(Duration.ofMillis(250));
      assertThat(called).isAfter(Instant.EPOCH);
    }
  }

  /** Forms and frames may have the same name, and other scripts may overwrite it. */
  @Test
  void takesOfEarlyCallsThoseThatAreSome() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.front.show(
          "/early",
          new ShownPage(
              "text/html",
              "<!doctype html><script>eventLogger = {q: [null, 7, ['none', []], ['init', [{views:"
                  + " false}]], ['log', ['early'], 1e12], ['log', 7]]};</script>"
                  + "<script src='/client.iife.js'></script>",
              null));
      pages.browser.get(pages.front.uri() + "/early");
      pages.run("eventLogger.log('late');");

      assertThat(pages.server.await(2)).extracting(Event::message).containsExactly("early", "late");
    }
  }

  /** Tag managers load scripts twice. */
  @Test
  void goesOnWhereItsScriptTagIsThereTwice() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.front.show(
          "/twice",
          new ShownPage(
              "text/html", "<!doctype html><script src='/client.iife.js'></script>", null));
      pages.browser.get(pages.front.uri() + "/twice");
      pages.run("eventLogger.init({views: false}); eventLogger.log('before');");
      pages.browser.executeAsyncScript(
          "const said = arguments[0]; const tag = document.createElement('script');"
              + " tag.src = '/client.iife.js?again'; tag.onload = () => { eventLogger.log('after');"
              + " eventLogger.flush().then(said); }; document.head.append(tag);");

      assertThat(pages.server.await(2))
          .extracting(Event::message)
          .containsExactly("before", "after");
      assertThat(pages.run("return eventLogger.report().called;")).isEqualTo(2L);
    }
  }

  private static void show(ClientPages pages, String path, String type, String resource)
      throws Exception {
    pages.front.show(path, new ShownPage(type, ClientPages.resource(resource), null));
  }
}
