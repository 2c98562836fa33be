package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class FailureWordsTest {

  @Test
  void repeatsWhatSpeaksOfConnectionsAndFiles() {
    assertThat(FailureWords.of(new ConnectException("Connection refused")))
        .isEqualTo("java.net.ConnectException: Connection refused");
    assertThat(FailureWords.of(new AccessDeniedException("/var/log/x")))
        .isEqualTo("java.nio.file.AccessDeniedException: /var/log/x");
    assertThat(
            FailureWords.of(
                SinkException.misconfigured("wrong user", new IOException("example.org: 401"))))
        .isEqualTo(
            "SinkException.MISCONFIGURED: wrong user; caused by java.io.IOException: example.org:"
                + " 401");
  }

  @Test
  void namesOnlyTheClassOfWhatMayQuoteAnEvent() {
    IllegalStateException driver = new IllegalStateException("Key (id)=(s3cr) already exists");

    assertThat(FailureWords.of(driver)).isEqualTo("java.lang.IllegalStateException");
    assertThat(FailureWords.of(new IOException(driver)))
        .isEqualTo("java.io.IOException; caused by java.lang.IllegalStateException");
    assertThat(FailureWords.of(SinkException.unavailable(driver.getMessage(), driver)))
        .isEqualTo("SinkException.UNAVAILABLE; caused by java.lang.IllegalStateException");
    assertThat(FailureWords.of(new UncheckedIOException("s3cr", new IOException("no route"))))
        .isEqualTo("java.io.UncheckedIOException; caused by java.io.IOException: no route");
  }

  @Test
  void leavesOutWhatIsQuotedInBracketsAValueOrAPassword() {
    String[] messages = {
      "refused \"s3cr\"",
      "refused 's3cr' here",
      "refused {\"a\": \"s3cr\"}",
      "refused [s3cr, s3cr]",
      "refused (s3cr)",
      "refused token=s3cr",
      "refused password = s3cr",
      "refused https://me:s3cr@example.org/",
      "refused \"s3cr without an end",
    };
    for (String message : messages) {
      assertThat(FailureWords.of(new IOException(message)))
          .startsWith("java.io.IOException: refused ")
          .doesNotContain("s3cr");
    }
  }

  @Test
  void isShortAndOnOneLineHoweverLongAndDeepTheFailure() {
    Exception failure = new IOException("x".repeat(10_000) + "\n\u001b[31m");
    for (int i = 0; i < 10; i++) {
      failure = new IOException("again\r\nand again " + i, failure);
    }

    assertThat(FailureWords.of(failure)).hasSizeLessThan(2000).doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void survivesAnExceptionThatThrows() {
    IOException hostile =
        new IOException() {
          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException("s3cr");
          }
        };

    assertThat(FailureWords.of(hostile)).contains("FailureWordsTest").doesNotContain("s3cr");
  }
}
