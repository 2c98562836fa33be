package dev.eventlogger.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlSecretsTest {

  @ParameterizedTest
  @CsvSource({
    "https://a.example/?token=x, https://a.example/?token=****",
    "https://a.example/?a=1&PASSWORD=x&b=2, https://a.example/?a=1&PASSWORD=****&b=2",
    "https://a.example/#access_token=x&n=1, https://a.example/#access_token=****&n=1",
    "/path?key=x, /path?key=****",
    "?client_secret=x, ?client_secret=****",
    "/a?code=x;sig=y, /a?code=****;sig=****",
    "/a?api-key=x, /a?api-key=****",
    "/a?token=a=b=c, /a?token=****",
    "https://u:p@a.example/x, https://****@a.example/x",
    "/a?token=, /a?token=",
    "/a?zip=code, /a?zip=code",
    "token=x, token=x",
    "a@b.example, a@b.example"
  })
  void areMaskedWhereTheirNamesAreKnown(String text, String without) {
    assertThat(UrlSecrets.without(text)).isEqualTo(without);
  }

  @Test
  void areFoundInTimeWhateverTheText() {
    for (String text :
        new String[] {
          "/?" + "&".repeat(200_000) + "=",
          "/?" + "a".repeat(200_000) + "=",
          "/?" + "token=&".repeat(50_000),
          "://".repeat(100_000) + "@"
        }) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertThat(UrlSecrets.without(text)).isNotEmpty());
    }
  }
}
