package dev.eventlogger.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureWordsTest {

  @Test
  void repeatsWhatTheJdkSaysOfConnectionsAndFiles() {
    assertThat(FailureWords.of(new ConnectException("Connection refused")))
        .isEqualTo("java.net.ConnectException: Connection refused");
    assertThat(FailureWords.of(new AccessDeniedException("/var/log/x")))
        .isEqualTo("java.nio.file.AccessDeniedException: /var/log/x");
  }

  @Test
  void repeatsAPlainIoExceptionOnlyIfTheJdkThrewIt() throws Exception {
    IOException ofJdk = new IOException("No space left on device");
    ofJdk.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("sun.nio.ch.FileDispatcherImpl", "write0", null, -2)
        });

    assertThat(FailureWords.of(ofJdk)).isEqualTo("java.io.IOException: No space left on device");
    assertThat(FailureWords.of(new IOException("answered s3cr")))
        .startsWith("java.io.IOException at dev.eventlogger.spi.FailureWordsTest.")
        .doesNotContain("s3cr");
  }

  @Test
  void repeatsWhatASinkSaysItselfWithItsNames() {
    assertThat(
            FailureWords.of(
                SinkException.misconfigured(
                    "index [app-1]: the pipeline \"p\" is missing", new IOException("x"))))
        .startsWith(
            "SinkException.MISCONFIGURED: index [app-1]: the pipeline \"p\" is missing; caused by"
                + " java.io.IOException at dev.eventlogger");
  }

  @Test
  void cutsOutOfASinksWordsThoseOfItsCausesAndPasswords() {
    SQLException raised = new SQLException("ERROR: no s3cr here\n  Where: s3cr", "P0001");
    String[] words = {
      raised.getMessage(),
      "failed: " + raised.getMessage(),
      "failed: ERROR: no s3cr here",
      "" + raised
    };
    for (String message : words) {
      assertThat(FailureWords.of(SinkException.unavailable(message, raised)))
          .startsWith("SinkException.UNAVAILABLE")
          .endsWith("; caused by java.sql.SQLException: SQLState P0001, error 0")
          .doesNotContain("s3cr");
    }
    assertThat(
            FailureWords.of(
                SinkException.unavailable("password=s3cr at jdbc:x://me:s3cr@host", null)))
        .doesNotContain("s3cr");
  }

  @Test
  void saysOfADatabasesFailureWhatItsStateMeansAndNeverItsWords() {
    assertThat(FailureWords.of(new SQLException("s3cr", "28P01", 0)))
        .isEqualTo(
            "java.sql.SQLException: SQLState 28P01, error 0: the user or the password is refused");
    assertThat(FailureWords.of(new SQLException("s3cr", "s3cr!", 1290)))
        .isEqualTo("java.sql.SQLException: without an SQLState, error 1290");
    assertThat(FailureWords.of(new BatchUpdateException("s3cr", "45000", 1644, new int[0])))
        .isEqualTo("java.sql.BatchUpdateException: SQLState 45000, error 1644");
  }

  @Test
  void namesOnlyTheClassAndThePlaceOfWhatMayQuoteAnEvent() throws Exception {
    IllegalStateException driver = new IllegalStateException("Key (id)=(s3cr) already exists");

    assertThat(FailureWords.of(driver))
        .startsWith("java.lang.IllegalStateException at dev.eventlogger.spi.FailureWordsTest.")
        .doesNotContain("s3cr");
    assertThat(FailureWords.of(new IOException(driver))).doesNotContain("s3cr");
    assertThat(FailureWords.of(new UncheckedIOException("s3cr", new IOException("s3cr"))))
        .doesNotContain("s3cr");
    assertThat(FailureWords.of(malformed())).doesNotContain("s3cr");
  }

  private static MalformedURLException malformed() {
    try {
      URL unused = new URL("s3cr");
      throw new AssertionError();
    } catch (MalformedURLException e) {
      return e;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refused \"s3cr\"",
        "refused 's3cr' here",
        "refused {\"a\": \"s3cr\"}",
        "refused [s3cr, s3cr]",
        "refused (s3cr)",
        "refused (s3cr without an end",
        "refused token=s3cr",
        "refused password = s3cr",
        "refused https://me:s3cr@example.org/",
        "refused https://example.org/users/s3cr?q=s3cr",
        "refused \"s3cr without an end",
        "refused 's3cr without an end",
        "refused, can't do 's3cr'",
        "refused `s3cr` “s3cr” «s3cr»",
      })
  void cutsOutWhatIsQuotedInBracketsAValueAPathOrAPassword(String message) {
    assertThat(FailureWords.scrubbed(message)).startsWith("refused").doesNotContain("s3cr");
    assertThat(FailureWords.of(new ConnectException(message))).doesNotContain("s3cr");
  }

  @Test
  void printsForALoggerTheClassesAndPlacesOfACauseAndOfWhatWasSuppressedButNoWords() {
    SQLException raised = new SQLException("s3cr", "P0001", 7);
    IllegalStateException failure = new IllegalStateException("s3cr", raised);
    failure.addSuppressed(new IllegalArgumentException("s3cr"));
    raised.initCause(failure); // causes may form a cycle

    String printed = print(FailureWords.shown(failure));

    assertThat(printed)
        .startsWith("java.lang.IllegalStateException\n")
        .contains(
            "\tat dev.eventlogger.spi.FailureWordsTest.",
            "Suppressed: java.lang.IllegalArgumentException\n",
            "Caused by: java.sql.SQLException: SQLState P0001, error 7\n")
        .doesNotContain("s3cr", "ShownFailure");
  }

  private static String print(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString().replace("\r\n", "\n");
  }

  @Test
  void isShortAndOnOneLineHoweverLongAndDeepTheFailure() {
    Exception failure = SinkException.unavailable("x".repeat(10_000) + "\n\u001b[31m", null);
    for (int i = 0; i < 10; i++) {
      failure = new IOException("again\r\nand again " + i, failure);
    }

    assertThat(FailureWords.of(failure)).hasSizeLessThan(3000).doesNotContainPattern("\\p{Cntrl}");
    assertThat(FailureWords.ofSink("a\nb\u202e\u001b[31m")).isEqualTo("a b [31m");
  }

  @Test
  void takesNoTimeForWordsThatAreMadeToTakeTime() {
    String[] hostile = {"(".repeat(5_000_000), "'".repeat(5_000_000), "=".repeat(5_000_000)};
    for (String message : hostile) {
      long begun = System.nanoTime();
      String unused = FailureWords.scrubbed(message);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void survivesAnExceptionThatThrows() {
    IOException hostile =
        new IOException() {
          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException("s3cr");
          }

          @Override
          public String getMessage() {
            throw new IllegalStateException("s3cr");
          }
        };

    assertThat(FailureWords.of(hostile)).contains("FailureWordsTest").doesNotContain("s3cr");
    assertThat(print(FailureWords.shown(hostile)))
        .contains("FailureWordsTest")
        .doesNotContain("s3cr");
  }

  @Test
  void keepsTheNameOfAFileThatCannotBeRead() {
    assertThat(FailureWords.of(missing())).contains("NoSuchFileException: no-such-folder");
  }

  private static IOException missing() {
    try {
      Files.delete(Path.of("no-such-folder", "no-such-file"));
      throw new AssertionError();
    } catch (IOException e) {
      return e;
    }
  }
}
