package dev.eventlogger.intake.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextSettingsTest {

  private static ContextSettings settings(String... keys) {
    return new ContextSettings(Stream.of(keys).map(ContextKey::parse).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "headers.Authorization",
        "headers.proxy-authorization",
        "headers.Set-Cookie",
        "cookies.sid",
        "cookies",
        "args.access_token",
        "args.accessToken",
        "headers.X-CSRF-TOKEN",
        "headers.X-Api-Key",
        "headers.x_api_key",
        "headers.ApiKey",
        "env.DB_PASSWORD",
        "env.AWS_SECRET_ACCESS_KEY",
        "env.SSH_KEY",
        "args.key",
        "args.key.id",
        "user.credentials.id",
        "request.http-auth",
        "secret.user.id"
      })
  void refusesKeysThatNameSecrets(String key) {
    assertThatThrownBy(() -> ContextKey.parse(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + key + "\" names a secret, which is never logged; remove it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"args.keyword", "user.id", "headers.Host", "args.高", "env.MONKEY", "session"})
  void takesKeysThatDoNot(String key) {
    assertThat(ContextKey.parse(key)).hasToString(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".a", "a.", "a..b", "a. .b"})
  void refusesKeysWithEmptyParts(String key) {
    assertThatThrownBy(() -> ContextKey.parse(key))
        .hasMessage("must have 1 to 100 characters, with no empty part between dots");
  }

  @Test
  void refusesLongKeys() {
    assertThat(ContextKey.parse("a".repeat(100))).isNotNull();
    assertThatThrownBy(() -> ContextKey.parse("a".repeat(101)))
        .hasMessage("must have 1 to 100 characters, with no empty part between dots");
  }

  @ParameterizedTest
  @ValueSource(strings = {"args", "env", "headers", "request"})
  void refusesToTakeAllOfWhatAClientSends(String key) {
    assertThatThrownBy(() -> ContextKey.parse(key))
        .hasMessage("must name one value, such as headers.Host; not all of \"" + key + "\"");
  }

  @Test
  void refusesAKeyBelowAnotherInEitherOrder() {
    String message =
        "keys names both \"user\" and \"user.id\", and one value cannot be both; remove one";

    assertThatThrownBy(() -> settings("user", "user.id")).hasMessage(message);
    assertThatThrownBy(() -> settings("user.id", "user")).hasMessage(message);
    assertThat(settings("user", "user_id", "users.id").keys()).hasSize(3);
  }

  @Test
  void theKeysOfALogAddToThese() {
    assertThat(settings("ip", "time").with(settings("user.id", "ip")))
        .isEqualTo(settings("ip", "time", "user.id"));
  }

  @Test
  void theKeysOfALogMustNotBeBelowThese() {
    ContextSettings upper = settings("user");
    ContextSettings lower = settings("user.id");

    assertThatThrownBy(() -> lower.with(upper))
        .hasMessage(
            "keys names both \"user\" and \"user.id\", and one value cannot be both; remove one");
  }
}
