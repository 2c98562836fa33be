package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever drivers print, at whichever level, contains no password. */
@Timeout(120)
final class DriverLogTest {

  private static final String SECRET = "geheim";

  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final StringWriter ofDriverManager = new StringWriter();
  private final Handler handler = new Recording();

  private final class Recording extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
      printed.add(formatter.format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(Level.ALL);
    DriverManager.setLogWriter(new PrintWriter(ofDriverManager, true));
  }

  @AfterEach
  void stopListening() {
    root.removeHandler(handler);
    root.setLevel(level);
    DriverManager.setLogWriter(null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1:1/x?user=me&password=geheim",
        "jdbc:postgresql://127.0.0.1:1/x?sslpassword=geheim",
        "jdbc:postgresql://me:geheim@127.0.0.1:1/x",
        "jdbc:postgresql://127.0.0.1:99999/x?password=geheim",
        "jdbc:mariadb://127.0.0.1:1/x?user=me&password=geheim",
        "jdbc:mariadb://127.0.0.1:nine/x?password=geheim",
        "jdbc:mariadb://me:geheim@127.0.0.1:1/x",
        "jdbc:mysql://me:geheim@127.0.0.1:1/x?password=geheim",
        "jdbc:h2:mem:x;PASSWORD=geheim;NO_SUCH_SETTING=1",
        "jdbc:h2:;PASSWORD=geheim",
        "jdbc:sqlite:x?password=geheim",
      })
  void isWithoutThePasswordOfAUrl(String url) {
    DbEventLogger sink = new DbEventLogger();

    Throwable failure =
        catchThrowable(() -> sink.open(Rig.config(Map.of("url", url, "connect_timeout", "1s"))));

    assertThat(failure).isNotNull();
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(SECRET);
    assertThat(String.join("", printed)).doesNotContain(SECRET);
    assertThat(ofDriverManager.toString()).doesNotContain(SECRET);
  }

  @Test
  void wouldHaveThePasswordOfAUrlThatADriverIsGiven() {
    assertThat(
            catchThrowable(
                () ->
                    DriverManager.getConnection("jdbc:postgresql://127.0.0.1:1/x?password=geheim")))
        .isInstanceOf(SQLException.class);

    assertThat(String.join("", printed)).contains(SECRET);
  }

  @Test
  void isWithoutThePasswordThatADriverQuotes() throws Exception {
    DatabaseUrl url = DatabaseUrl.parse("jdbc:mysql://127.0.0.1/x?password=geheim");

    assertThat(catchThrowable(() -> new DriverSource(new Chatty(), url, Map.of()).getConnection()))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
        .hasMessage("*** is wrong")
        .hasNoCause();
  }

  /** A driver that quotes the password in its exceptions. */
  private static final class Chatty implements Driver {

    @Override
    public java.sql.Connection connect(String url, Properties info) throws SQLException {
      throw new SQLException(
          info.getProperty("password") + " is wrong",
          "28000",
          new IllegalStateException(info.toString()));
    }

    @Override
    public boolean acceptsURL(String url) {
      return true;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 1;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }
  }
}
