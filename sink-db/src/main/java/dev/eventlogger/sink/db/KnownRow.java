package dev.eventlogger.sink.db;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row like one that the table took, but with a new id and time. Immutable.
 *
 * @param like the row whose other values it has
 * @param event has the new id; nothing else of it is written
 */
record KnownRow(Layout.Row like, Event event) implements Layout.Row {

  static KnownRow like(Layout.Row row) {
    return new KnownRow(row, Event.of(EventDraft.of(EventType.VIEW)));
  }

  /** A minimal row, which every table takes that is as it should be. */
  static KnownRow least(Layout layout) {
    return like(layout.row(Event.of(EventDraft.of(EventType.VIEW))));
  }

  @Override
  public @Nullable String problem() {
    return like.problem();
  }

  @Override
  public long length() {
    return like.length();
  }

  @Override
  public void write(RowValues values) throws SQLException {
    like.write(new OtherIdentity(values, event.id()));
  }

  /** Passes values on, except for the id and the time. */
  private record OtherIdentity(RowValues values, UUID otherId) implements RowValues {

    @Override
    public void id(UUID id) throws SQLException {
      values.id(otherId);
    }

    @Override
    public void time(Instant time) throws SQLException {
      values.time(Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    @Override
    public void decimal(@Nullable BigDecimal number) throws SQLException {
      values.decimal(number);
    }

    @Override
    public void integer(@Nullable Integer number) throws SQLException {
      values.integer(number);
    }

    @Override
    public void word(String word) throws SQLException {
      values.word(word);
    }

    @Override
    public void text(@Nullable String text) throws SQLException {
      values.text(text);
    }
  }
}
