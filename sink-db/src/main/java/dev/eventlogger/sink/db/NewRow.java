package dev.eventlogger.sink.db;

import dev.eventlogger.event.Event;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** An event on its way into a row, as a layout writes it. Immutable. */
final class NewRow implements Layout.Row {

  private final Event event;
  private final EventRow row;
  private final @Nullable String problem;
  private final Writing layout;

  /**
   * A row.
   *
   * @param row the values of the event
   * @param problem why the table cannot hold it; null if it can
   */
  NewRow(Event event, EventRow row, @Nullable String problem, Writing layout) {
    this.event = event;
    this.row = row;
    this.problem = problem;
    this.layout = layout;
  }

  /** Writes the values of an event into the columns of a layout. */
  interface Writing {
    /** Writes the value of each column. */
    void write(EventRow row, RowValues values) throws SQLException;
  }

  @Override
  public Event event() {
    return event;
  }

  @Override
  public @Nullable String problem() {
    return problem;
  }

  @Override
  public long length() {
    return row.length();
  }

  @Override
  public void write(RowValues values) throws SQLException {
    layout.write(row, values);
  }
}
