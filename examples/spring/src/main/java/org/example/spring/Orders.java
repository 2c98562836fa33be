package org.example.spring;

import dev.eventlogger.event.Level;
import dev.eventlogger.spring.LogEvent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores orders. */
@Service
public class Orders {

  private final JdbcTemplate jdbc;

  Orders(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    jdbc.execute("CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, item VARCHAR(100))");
  }

  /** Stores an order. */
  @LogEvent(
      name = "order-placed",
      level = Level.AUDIT,
      subject = "order:{id}",
      capture = LogEvent.Capture.AFTER_COMMIT)
  @Transactional
  public void place(int id, String item, @LogEvent.Skip String address) {
    jdbc.update("INSERT INTO orders VALUES (?, ?)", id, item);
  }
}
