package dev.eventlogger.server;

import dev.eventlogger.testing.HeadlessChromium;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** A headless browser. If none is installed, the test is skipped. For one thread. */
final class Chromium implements AutoCloseable {

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  static Chromium open() {
    ChromeDriver started = HeadlessChromium.start();
    started.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    return new Chromium(started);
  }

  /** Shows a page, waits until it is done, and returns what it reports. */
  String show(String page) {
    driver.get(page);
    return String.valueOf(
        driver.executeAsyncScript(
            "const said = arguments[0]; window.finished.then(said, e => said('failed: ' + e));"));
  }

  /** The driver itself, for what only some tests need. */
  ChromeDriver driver() {
    return driver;
  }

  /** Clicks the page's button. */
  void click() {
    driver.findElement(By.tagName("button")).click();
  }

  /** Leaves the page. */
  void leave() {
    driver.get("about:blank");
  }

  /** The complaints of the browser and its pages so far. */
  List<String> complaints() {
    return HeadlessChromium.complaints(driver);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
