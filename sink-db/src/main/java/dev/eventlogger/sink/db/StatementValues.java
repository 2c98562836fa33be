package dev.eventlogger.sink.db;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Binds the values of rows to the parameters of a statement, beginning with index 1. */
final class StatementValues implements RowValues {

  private final PreparedStatement statement;
  private final Dialect dialect;
  private int index = 1;

  StatementValues(PreparedStatement statement, Dialect dialect) {
    this.statement = statement;
    this.dialect = dialect;
  }

  @Override
  public void id(UUID id) throws SQLException {
    dialect.setId(statement, index++, id);
  }

  @Override
  public void time(Instant time) throws SQLException {
    dialect.setTime(statement, index++, time);
  }

  @Override
  public void decimal(@Nullable BigDecimal number) throws SQLException {
    statement.setBigDecimal(index++, number);
  }

  @Override
  public void integer(@Nullable Integer number) throws SQLException {
    if (number == null) {
      statement.setNull(index++, Types.INTEGER);
    } else {
      statement.setInt(index++, number);
    }
  }

  @Override
  public void word(String word) throws SQLException {
    dialect.setWord(statement, index++, word);
  }

  @Override
  public void text(@Nullable String text) throws SQLException {
    if (text == null) {
      statement.setNull(index++, Types.VARCHAR);
    } else {
      statement.setString(index++, text);
    }
  }
}
