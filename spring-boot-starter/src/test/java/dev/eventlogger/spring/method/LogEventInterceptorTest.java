package dev.eventlogger.spring.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.spring.LogEvent;
import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aop.framework.ProxyFactory;

/** Calls of beans that are proxies of another framework. */
@Tag("smoke")
@Timeout(60)
class LogEventInterceptorTest {

  private final LoggingProxies proxies = new LoggingProxies();

  @AfterEach
  void close() {
    proxies.close();
  }

  /** The methods of all repositories. */
  interface Repository<T> {
    T save(T one);

    long count();
  }

  /** Implements all repositories, and knows none of them. */
  static class SimpleRepository<T> implements Repository<T> {
    @Override
    public T save(T one) {
      return one;
    }

    @Override
    public long count() {
      return 0;
    }
  }

  /** Is logged as a whole. */
  @LogEvent
  interface Books extends Repository<String> {
    String findByShelf(int shelf);
  }

  /** Is logged in part. */
  interface Loans extends Repository<String> {
    @Override
    @LogEvent(name = "loan-saved", subject = "loan:{loan}")
    String save(String loan);

    @LogEvent
    String findByReader(int reader);
  }

  /** A repository as Spring Data creates it: each call goes to whatever has the method. */
  private static <T> T repository(Class<T> type) {
    SimpleRepository<String> behind = new SimpleRepository<>();
    ProxyFactory factory = new ProxyFactory();
    factory.setTarget(behind);
    factory.setInterfaces(type);
    MethodInterceptor answering =
        call ->
            switch (call.getMethod().getName()) {
              case "save" -> behind.save((String) call.getArguments()[0]);
              case "count" -> behind.count();
              default -> "found";
            };
    factory.addAdvice(answering);
    return type.cast(factory.getProxy());
  }

  @Test
  void logsAllFunctionsOfAnInterfaceWhoseClassIsAnothers() {
    Books books = proxies.around(repository(Books.class), Books.class);

    assertThat(books.findByShelf(7)).isEqualTo("found");
    assertThat(books.save("Emma")).isEqualTo("Emma");

    assertThat(proxies.events()).extracting(Event::name).containsExactly("find-by-shelf", "save");
    assertThat(proxies.events().get(0).data())
        .isEqualTo(Map.of("function", "Books.findByShelf", "inputs", Map.of("shelf", 7)));
    assertThat(proxies.events().get(1).data()).containsEntry("function", "Books.save");
  }

  @Test
  void logsThoseFunctionsOfAnInterfaceThatAreAnnotated() {
    Loans loans = proxies.around(repository(Loans.class), Loans.class);

    assertThat(loans.save("1")).isEqualTo("1");
    assertThat(loans.findByReader(2)).isEqualTo("found");
    assertThat(loans.count()).isZero();

    assertThat(proxies.events())
        .extracting(event -> event.data().get("function"))
        .containsExactly("Loans.save", "Loans.findByReader");
    assertThat(proxies.events().get(0).subject()).isEqualTo("loan:1");
  }

  @Test
  void callsTheFunctionThoughItCannotBeSaidWhoCalls() {
    Books books =
        proxies.around(
            repository(Books.class),
            Books.class,
            () -> {
              throw new IllegalStateException("nobody knows");
            });

    assertThat(books.save("Emma")).isEqualTo("Emma");
    assertThat(proxies.events()).isEmpty();
  }
}
