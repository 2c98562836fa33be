package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.spring.LogEvent.Capture;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** Applications with JDBC and with JPA whose events exist exactly if their transaction commits. */
@Tag("smoke")
@Timeout(60)
class TransactionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A booking of a room. */
  @Entity(name = "booking")
  static class Booking {
    @Id long id;

    /** For Hibernate. */
    protected Booking() {}

    Booking(long id) {
      this.id = id;
    }
  }

  /** Stores bookings. */
  interface Bookings {
    void add(long id);

    long count();
  }

  /** Stores bookings with JPA, if that is on the class path. */
  static class OfJpa implements Bookings {

    private final EntityManager entities;

    OfJpa(EntityManager entities) {
      this.entities = entities;
    }

    @Override
    @LogEvent(name = "booking-added", capture = Capture.IN_TRANSACTION)
    public void add(long id) {
      entities.persist(new Booking(id));
    }

    @Override
    public long count() {
      return entities.createQuery("SELECT COUNT(b) FROM booking b", Long.class).getSingleResult();
    }
  }

  /** Stores bookings with SQL. */
  static class OfJdbc implements Bookings {

    private final JdbcTemplate jdbc;

    OfJdbc(JdbcTemplate jdbc) {
      this.jdbc = jdbc;
      jdbc.execute("CREATE TABLE IF NOT EXISTS booking (id BIGINT PRIMARY KEY)");
    }

    @Override
    @LogEvent(name = "booking-added", capture = Capture.IN_TRANSACTION)
    public void add(long id) {
      jdbc.update("INSERT INTO booking VALUES (?)", id);
    }

    @Override
    public long count() {
      Long count = jdbc.queryForObject("SELECT COUNT(*) FROM booking", Long.class);
      return count == null ? 0 : count;
    }
  }

  /** Takes bookings. */
  static class Desk {

    private final Bookings bookings;
    private final TransactionEvents events;

    Desk(Bookings bookings, TransactionEvents events) {
      this.bookings = bookings;
      this.events = events;
    }

    @Transactional
    @LogEvent(name = "asked-for")
    public void book(long id, boolean isRefused) {
      bookings.add(id);
      events.log(EventDraft.named("room-booked").data(Map.of("id", id)));
      if (isRefused) {
        throw new IllegalStateException("no room");
      }
    }

    @Transactional(readOnly = true)
    public long count() {
      return bookings.count();
    }
  }

  @Configuration
  @EnableAutoConfiguration
  static class Application {
    @Bean
    Bookings bookings(ObjectProvider<EntityManager> entities, ObjectProvider<JdbcTemplate> jdbc) {
      EntityManager ofJpa = entities.getIfAvailable();
      return ofJpa == null ? new OfJdbc(jdbc.getObject()) : new OfJpa(ofJpa);
    }

    @Bean
    Desk desk(Bookings bookings, TransactionEvents events) {
      return new Desk(bookings, events);
    }
  }

  private static ConfigurableApplicationContext start(String kind) {
    // Each of these exists in some of the versions of Spring Boot.
    String jpa =
        "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration,"
            + "org.springframework.boot.autoconfigure.data.jpa.JpaRepositoriesAutoConfiguration,"
            + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
            + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";
    return new SpringApplicationBuilder(Application.class)
        .properties(
            "spring.autoconfigure.exclude=" + (kind.equals("JPA") ? "" : jpa),
            "spring.main.banner-mode=off",
            "spring.main.web-application-type=none",
            "spring.datasource.generate-unique-name=true",
            "spring.jpa.hibernate.ddl-auto=create-drop",
            "event-logger.logger-name=db",
            "event-logger.outbox.poll=10ms",
            "event-logger.delivery.linger=1ms",
            "event-logger.reports.every=0s")
        .run();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JDBC", "JPA"})
  void hasTheEventsOfWhatIsCommittedAndOfNothingElse(String kind) throws Exception {
    try (ConfigurableApplicationContext context = start(kind)) {
      assertThat(context.getBeanNamesForType(EntityManagerFactory.class))
          .hasSize(kind.equals("JPA") ? 1 : 0);
      Desk desk = context.getBean(Desk.class);
      for (long id = 1; id <= 10; id++) {
        long booked = id;
        if (id % 2 == 0) {
          desk.book(booked, false);
        } else {
          assertThatThrownBy(() -> desk.book(booked, true)).hasMessage("no room");
        }
      }

      assertThat(desk.count()).isEqualTo(5);
      List<String> committed = List.of("2", "4", "6", "8", "10");
      List<Event> events = stored(context, 20);
      assertThat(events)
          .filteredOn(event -> event.name().equals("room-booked"))
          .extracting(event -> String.valueOf(event.data().get("id")))
          .containsExactlyInAnyOrderElementsOf(committed);
      assertThat(events)
          .filteredOn(event -> event.name().equals("booking-added"))
          .extracting(event -> String.valueOf(((Map<?, ?>) event.data().get("inputs")).get("id")))
          .containsExactlyInAnyOrderElementsOf(committed);
      // Calls whose event does not depend on the transaction are logged even if they failed.
      assertThat(events)
          .filteredOn(event -> event.name().equals("asked-for"))
          .extracting(Event::level)
          .hasSize(10)
          .filteredOn(Level.ERROR::equals)
          .hasSize(5);
      assertThat(events).hasSize(20);
    }
  }

  /** The events in the store, once there are so many, and no more come. */
  private static List<Event> stored(ConfigurableApplicationContext context, int count)
      throws InterruptedException {
    EventStore store = context.getBean(EventStore.class);
    EventLogger events = context.getBean(EventLogger.class);
    while (store.find(EventQuery.of(EventFilter.ALL)).events().size() < count) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(events.flush(PATIENCE)).isEqualTo(FlushResult.FLUSHED);
    return store.find(EventQuery.of(EventFilter.ALL)).events();
  }
}
