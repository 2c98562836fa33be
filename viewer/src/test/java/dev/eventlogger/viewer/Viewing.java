package dev.eventlogger.viewer;

import java.time.Instant;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One browser and one server with the sample, for all tests that look and change nothing. */
final class Viewing implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(Viewing.class);

  /** What is looked at, and with what. */
  record Viewed(Browser browser, ShownServer server, Instant now)
      implements ExtensionContext.Store.CloseableResource {

    static Viewed open() {
      Browser browser = Browser.open();
      try {
        ShownServer server = new ShownServer();
        Instant now = Instant.now();
        server.log(Sample.lines(now));
        return new Viewed(browser, server, now);
      } catch (Exception e) {
        browser.close();
        throw new IllegalStateException(e);
      }
    }

    /** Shows a view, and waits until all is there. */
    void show(String hash) {
      browser.show(server.page(hash));
    }

    @Override
    public void close() {
      browser.close();
      server.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Viewed.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Viewed.class, type -> Viewed.open());
  }
}
