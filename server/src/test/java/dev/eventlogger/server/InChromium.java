package dev.eventlogger.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests that share a browser, one after another. If there is none, they are skipped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InChromium {

  Chromium chromium;

  @BeforeAll
  void openBrowser() {
    chromium = Chromium.open();
  }

  @AfterAll
  void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }
}
