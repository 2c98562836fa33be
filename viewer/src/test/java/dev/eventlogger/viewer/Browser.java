package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.fail;

import dev.eventlogger.testing.HeadlessChromium;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** Chromium without a window. Where there is none, the test is skipped. For one thread. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  // axe-core goes through all of a page.
  private static final Duration SCRIPT_PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;
  private Duration patience = PATIENCE;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser open() {
    ChromeDriver started = HeadlessChromium.start("--hide-scrollbars");
    started.manage().timeouts().scriptTimeout(SCRIPT_PATIENCE);
    return new Browser(started).sized(Look.WIDE);
  }

  /** Waits longer for whatever it waits for. */
  Browser patient(Duration duration) {
    patience = duration;
    return this;
  }

  /** Makes the window as wide as a look has it, light or dark. */
  Browser sized(Look look) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            look.width(),
            "height",
            look.width() > 1000 ? 720 : 780,
            "deviceScaleFactor",
            1,
            "mobile",
            false));
    command(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", look.isDark() ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    return this;
  }

  void command(String name, Map<String, Object> parameters) {
    Object unused = driver.executeCdpCommand(name, parameters);
  }

  /** Loads a URL anew. */
  void load(String url) {
    driver.get("about:blank");
    driver.get(url);
  }

  /** Loads a URL, and waits until all that it asks for is there. */
  void show(String url) {
    load(url);
    settle();
  }

  /** Waits until the page has what it asked for. */
  void settle() {
    await(
        "an answer to all that the page asks for",
        () -> {
          // At once: what is drawn in between would be neither busy nor seen.
          boolean isDone =
              script(
                      "return document.querySelector('main h1, main .state') !== null"
                          + " && document.querySelector('[aria-busy=true], .waiting') === null")
                  .equals(true);
          return isDone ? Boolean.TRUE : null;
        });
  }

  /** What a script returns. */
  Object script(String script, Object... arguments) {
    Object result = driver.executeScript(script, arguments);
    return result == null ? "" : result;
  }

  /** What a script passes on to its last argument. */
  Object later(String script, Object... arguments) {
    Object result = driver.executeAsyncScript(script, arguments);
    return result == null ? "" : result;
  }

  boolean isThere(String selector) {
    return !driver.findElements(By.cssSelector(selector)).isEmpty();
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  WebElement one(String selector) {
    return await(selector, () -> all(selector).stream().findFirst().orElse(null));
  }

  /**
   * What the first such element says, once it says something: one that is not shown yet, such as a
   * dialog before it is opened, is there and says nothing.
   */
  String text(String selector) {
    return await(
        selector + " with a text",
        () ->
            all(selector).stream()
                .findFirst()
                .map(WebElement::getText)
                .filter(text -> !text.isBlank())
                .orElse(null));
  }

  /** What people and screen readers press, by its name. */
  WebElement named(String tag, String name) {
    return await(
        tag + " named " + name,
        () ->
            all(tag).stream()
                .filter(
                    element -> element.isDisplayed() && name.equals(element.getAccessibleName()))
                .findFirst()
                .orElse(null));
  }

  void click(String tag, String name) {
    named(tag, name).click();
  }

  /** Types a query, as somebody at the keyboard does. */
  void ask(String line) {
    WebElement input = one(".query-input");
    input.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, line + Keys.ENTER);
    settle();
  }

  void press(CharSequence keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Waits until something is so. */
  void awaitTrue(String what, Supplier<Boolean> condition) {
    Boolean unused = await(what, () -> condition.get() ? Boolean.TRUE : null);
  }

  /** Waits for something. */
  <T> T await(String what, Supplier<@Nullable T> source) {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      try {
        T found = source.get();
        if (found != null) {
          return found;
        }
        Thread.sleep(20);
      } catch (StaleElementReferenceException | NoSuchElementException | JavascriptException e) {
        Thread.onSpinWait(); // the page is being drawn
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return fail(
        "waited in vain for: " + what + "\n" + driver.findElement(By.tagName("body")).getText());
  }

  String hash() {
    return String.valueOf(script("return decodeURIComponent(location.hash)"));
  }

  void back() {
    driver.navigate().back();
    settle();
  }

  byte[] picture() {
    return driver.getScreenshotAs(org.openqa.selenium.OutputType.BYTES);
  }

  /** What the browser and the page have complained of since this was asked last. */
  List<String> complaints() {
    return HeadlessChromium.complaints(driver);
  }

  ChromeDriver driver() {
    return driver;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
