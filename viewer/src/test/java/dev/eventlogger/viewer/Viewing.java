package dev.eventlogger.viewer;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One browser, and for each place where events are kept one server with the sample, for all tests
 * that look and change nothing. Where one of them cannot be here, the class is skipped: they are
 * opened before its tests, since what is missing when a parameter is resolved fails the test.
 */
final class Viewing implements BeforeAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(Viewing.class);

  /** What is looked at, and with what. */
  record Viewed(Browser browser, ShownServer server, Supplier<Kept> kept)
      implements ExtensionContext.Store.CloseableResource {

    static Viewed open(Browser browser, Supplier<Kept> kept) {
      try {
        ShownServer server = new ShownServer(kept.get(), List.of());
        server.log(Sample.lines(Instant.now()));
        return new Viewed(browser, server, kept);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    /** Shows a view, and waits until all is there. */
    void show(String hash) {
      browser.show(server.page(hash));
    }

    /** A server that has no events yet, which are kept in the same way. */
    ShownServer another() {
      return new ShownServer(kept.get(), List.of());
    }

    @Override
    public void close() {
      server.close();
    }
  }

  private record Opened(Browser browser) implements ExtensionContext.Store.CloseableResource {
    @Override
    public void close() {
      browser.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Viewed unused = viewed(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Viewed.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return viewed(context);
  }

  private static Viewed viewed(ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
    Browser browser =
        store
            .getOrComputeIfAbsent(Opened.class, type -> new Opened(Browser.open()), Opened.class)
            .browser();
    Class<?> tests = context.getRequiredTestClass();
    Kept.In in = tests.getAnnotation(Kept.In.class);
    Object place = in == null ? Viewed.class : in.value();
    return store.getOrComputeIfAbsent(
        place, key -> Viewed.open(browser, Kept.of(tests)), Viewed.class);
  }
}
