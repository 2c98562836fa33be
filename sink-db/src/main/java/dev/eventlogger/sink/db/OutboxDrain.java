package dev.eventlogger.sink.db;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.Outbox.Fate;
import dev.eventlogger.spi.Outbox.Passage;
import dev.eventlogger.spi.Outbox.Relay;
import dev.eventlogger.spi.Outbox.StagedEvent;
import dev.eventlogger.spi.Outbox.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Takes the rows of an outbox to the relay, batch by batch, each in one transaction: a row is
 * deleted once its logs have its event, and not before. Rows locked by another process are skipped.
 * For one thread.
 *
 * <p>Each transaction starts again from the first rows. No cursor records what was seen, since
 * transactions commit in another order than they take ids. Within a transaction, rows are read
 * piece by piece, so that logs deliver the first while the next are read.
 */
final class OutboxDrain {

  /** The most bytes of events in memory at once, unless a single one is larger. */
  private static final long MOST_BYTES = 4L * 1024 * 1024;

  /** The most rows read at once: the default size of a log's batch. */
  private static final int PIECE = 500;

  private final OutboxTable table;
  private final Relay relay;
  private final int batch;
  private final BooleanSupplier isEnding;
  private final Set<String> unclaimed = new HashSet<>();
  private long relayed;

  OutboxDrain(OutboxTable table, Relay relay, int batch, BooleanSupplier isEnding) {
    this.table = table;
    this.relay = relay;
    this.batch = batch;
    this.isEnding = isEnding;
  }

  /** How many events were taken to their logs so far. */
  long relayed() {
    return relayed;
  }

  /** The values of {@code logs} in rows for which no log exists here. */
  Set<String> unclaimed() {
    return unclaimed;
  }

  /**
   * Takes out all rows, except those that cannot be taken yet.
   *
   * @param connection used by nobody else; it is left as it was
   * @return whether there may be more
   * @throws InterruptedException if the thread was interrupted; what was under way is still there
   */
  boolean run(Connection connection) throws SQLException, InterruptedException {
    int isolation = connection.getTransactionIsolation();
    // In InnoDB, any higher level would lock the gap where others insert.
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    connection.setAutoCommit(false);
    try {
      Set<String> passedOver = new HashSet<>(unclaimed);
      while (takeBatch(connection, passedOver)) {
        if (isEnding.getAsBoolean()) {
          return true;
        }
      }
      return false;
    } finally {
      restore(connection, isolation);
    }
  }

  private static void restore(Connection connection, int isolation) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
      connection.setTransactionIsolation(isolation);
    } catch (SQLException e) {
      // The connection is broken; its pool will notice, and what was not committed is still in the
      // outbox.
    }
  }

  /** Relays a batch. Returns whether there may be more. */
  private boolean takeBatch(Connection connection, Set<String> passedOver)
      throws SQLException, InterruptedException {
    List<Piece> pieces = new ArrayList<>();
    boolean isMore = begin(connection, passedOver, pieces);
    int taken = 0;
    for (Piece piece : pieces) {
      taken += apply(connection, piece.rows(), piece.passage().verdicts(), passedOver);
    }
    connection.commit();
    relayed += taken;
    return isMore;
  }

  /** Locked rows, with their events on their way. */
  private record Piece(List<OutboxTable.Row> rows, Passage passage) {}

  /** Begins to relay a batch. Returns whether there may be more. */
  private boolean begin(Connection connection, Set<String> passedOver, List<Piece> pieces)
      throws SQLException {
    String last = null;
    long bytes = 0;
    for (int left = batch; left > 0; ) {
      int most = Math.min(left, PIECE);
      List<OutboxTable.Row> locked = table.lock(connection, passedOver, last, most);
      List<OutboxTable.Row> rows = fitting(locked, bytes);
      if (!rows.isEmpty()) {
        Passage passage = relay.begin(staged(connection, rows));
        pieces.add(new Piece(rows, passage));
        if (!passage.hadRoom()) {
          return true; // the rows after them would overtake them
        }
        last = rows.get(rows.size() - 1).id();
        bytes += rows.stream().mapToLong(OutboxTable.Row::size).sum();
      }
      if (rows.size() < most) {
        return rows.size() < locked.size();
      }
      left -= rows.size();
    }
    return true;
  }

  private List<StagedEvent> staged(Connection connection, List<OutboxTable.Row> rows)
      throws SQLException {
    Map<String, byte[]> events = table.events(connection, rows);
    List<StagedEvent> staged = new ArrayList<>(rows.size());
    for (OutboxTable.Row row : rows) {
      byte[] event = events.getOrDefault(row.id(), new byte[0]);
      List<String> logs = List.of(row.logs().split(",", -1));
      staged.add(new StagedEvent(Event.ofCanonical(event, 0, event.length), logs));
    }
    return staged;
  }

  /** The first rows that fit into memory, in addition to the bytes there already. */
  private static List<OutboxTable.Row> fitting(List<OutboxTable.Row> rows, long before) {
    long bytes = before;
    for (int i = 0; i < rows.size(); i++) {
      bytes += rows.get(i).size();
      if (bytes > MOST_BYTES && (i > 0 || before > 0)) {
        return rows.subList(0, i);
      }
    }
    return rows;
  }

  /** Applies the verdict on each row. Returns how many rows were deleted. */
  private int apply(
      Connection connection,
      List<OutboxTable.Row> rows,
      List<Verdict> verdicts,
      Set<String> passedOver)
      throws SQLException {
    List<String> taken = new ArrayList<>();
    Map<String, List<String>> assigned = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      OutboxTable.Row row = rows.get(i);
      Verdict verdict = verdicts.get(i);
      if (verdict.fate() == Fate.TAKEN) {
        taken.add(row.id());
        continue;
      }
      String logs = left(row, verdict);
      if (verdict.fate() == Fate.UNCLAIMED) {
        unclaimed.add(logs);
      }
      passedOver.add(logs);
      if (!logs.equals(row.logs())) {
        assigned.computeIfAbsent(logs, unused -> new ArrayList<>()).add(row.id());
      }
    }
    table.delete(connection, taken);
    for (Map.Entry<String, List<String>> entry : assigned.entrySet()) {
      table.assign(connection, entry.getKey(), entry.getValue());
    }
    return taken.size();
  }

  private static String left(OutboxTable.Row row, Verdict verdict) {
    return verdict.fate() == Fate.UNREADABLE
        ? OutboxTable.setAside(row.logs())
        : String.join(",", verdict.logs());
  }
}
