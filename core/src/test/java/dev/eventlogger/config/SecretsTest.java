package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  /** Refuses everything, and quotes all it was given. */
  record Chatty(
      String password,
      String host,
      String url,
      List<String> httpAuth,
      Map<String, String> credentials,
      Picky picky) {
    Chatty {
      throw new IllegalArgumentException(
          password + " at " + host + " " + url + " " + httpAuth + " " + credentials);
    }
  }

  record Numbers(int password, int port, int url, Picky picky, Choice token, URI secret) {}

  enum Choice {
    A,
    B
  }

  record Picky(String text) {
    public static Picky parse(String text) {
      if (!text.equals("good")) {
        throw new IllegalArgumentException("no good: " + text);
      }
      return new Picky(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "db_password",
        "PASSWD",
        "secret",
        "client_secret",
        "token",
        "session-token",
        "api_key",
        "apikey",
        "credential",
        "credentials",
        "http_auth",
        "authorization",
        "private_key",
        "access_key",
        "hash_key",
        "signing_key",
        "passphrase",
        "sasl.jaas.config",
        "ssl.keystore.key",
        "basic.auth.user.info",
        "userinfo"
      })
  void namesTellSecrets(String name) {
    assertThat(Secrets.isSecretName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys",
        "user",
        "user.information",
        "url",
        "path",
        "keep",
        "author",
        "keyboard",
        "keys_file",
        "secret_file",
        "password-file"
      })
  void otherNamesDoNot(String name) {
    assertThat(Secrets.isSecretName(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://u:CANARY@h/p, https://****@h/p",
    "https://CANARY@h/p, https://****@h/p",
    "postgres://u:CAN@ARY/CANARY@h/p, postgres://****@h/p",
    "jdbc:oracle:thin:scott/CANARY@h:1521, jdbc:oracle:thin:****@h:1521",
    "jdbc:postgresql://h/d?user=a&password=CANARY&ssl=true, jdbc:postgresql://h/d?user=a&password=****&ssl=true",
    "jdbc:sqlserver://h;password=CANARY;x=y, jdbc:sqlserver://h;password=****;x=y",
    "https://h/?access_token=CANARY, https://h/?access_token=****",
    "https://h/?api_key=CANARY&a=b, https://h/?api_key=****&a=b",
    "https://h/a?b=c, https://h/a?b=c",
    "me@example.org, me@example.org",
  })
  void urlsAreShownWithoutTheirSecrets(String url, String shown) {
    assertThat(Secrets.masked(url)).isEqualTo(shown);
  }

  @Test
  void longAndUnprintableTextIsMadeFitForALine() {
    assertThat(Secrets.shortened("a\nb\u001B[31m\u202Ec\u0085"))
        .isEqualTo("a\uFFFDb\uFFFD[31m\uFFFDc\uFFFD");
    assertThat(Secrets.shortened("x".repeat(41))).isEqualTo("x".repeat(39) + "…");
    assertThat(Secrets.shortened("\uD83D\uDE00".repeat(41)))
        .isEqualTo("\uD83D\uDE00".repeat(39) + "…");
    assertThat(Secrets.shortened("x".repeat(40))).hasSize(40);
  }

  @Test
  void noSecretIsEverShown() {
    Section section = canarySection();

    assertThat(catchThrowable(() -> section.as(Chatty.class)))
        .hasMessage("app.yaml: EVENT_DELIVERY: **** at **** https://****@h [****, ****] {a=****}");
    assertThat(section.toString()).doesNotContain("CANARY");
    assertThat(section.explain()).noneMatch(line -> line.contains("CANARY"));
  }

  private static Section canarySection() {
    String yaml =
        """
        EVENT_DELIVERY:
          password: CANARY-1
          host: ${HOST}
          url: https://u:CANARY-2@h
          http_auth: [CANARY-3, CANARY-4]
          credentials: {a: CANARY-5}
        """;
    return EventLoggerConfig.parse("app.yaml", yaml, Map.of("HOST", "CANARY-6")).delivery();
  }

  @Test
  void valuesThatAreWrongAreShownOnlyWhereTheyAreNoSecret() {
    String yaml =
        """
        EVENT_DELIVERY:
          password: CANARY
          port: ${PORT}
          url: http://u:CANARY@h
          picky: ${PORT}
          token: CANARY
          secret: CANARY CANARY
        """;
    Section section =
        EventLoggerConfig.parse("app.yaml", yaml, Map.of("PORT", "CANARY")).delivery();

    assertThat(catchThrowable(() -> section.as(Numbers.class)))
        .hasMessage(
            """
            app.yaml: EVENT_DELIVERY.password: must be a whole number, not ****
            app.yaml: EVENT_DELIVERY.port: must be a whole number, not ****
            app.yaml: EVENT_DELIVERY.url: must be a whole number, not "http://****@h"
            app.yaml: EVENT_DELIVERY.picky: is not valid; the value is not shown
            app.yaml: EVENT_DELIVERY.token: must be one of a, b, not ****
            app.yaml: EVENT_DELIVERY.secret: must be a URI, not ****""");
  }

  @Test
  void aLogMayBeNamedLikeASecret() {
    String yaml = "EVENT_LOGGER_NAME: tokens\nEVENT_LOGGERS: {tokens: {index: visible}}";

    assertThat(EventLoggerConfig.parse("app.yaml", yaml, Map.of()).explain())
        .contains("EVENT_LOGGERS.tokens.index: visible");
  }
}
