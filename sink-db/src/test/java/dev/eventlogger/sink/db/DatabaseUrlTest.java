package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "jdbc:postgresql://h/x?user=me&password=p%26w+1&ssl=true"
            + " | jdbc:postgresql://h/x?ssl=true | user=me,password=p&w 1",
        "jdbc:postgresql://h1,h2:1/x?password=pw | jdbc:postgresql://h1,h2:1/x | password=pw",
        "jdbc:postgresql://h/x?sslpassword=a&options=b"
            + " | jdbc:postgresql://h/x?options=b | sslpassword=a",
        "jdbc:postgresql://h/x?pass%77ord=pw | jdbc:postgresql://h/x | password=pw",
        "jdbc:postgresql://me:p%40w@h/x?a=b | jdbc:postgresql://h/x?a=b | user=me,password=p@w",
        "jdbc:mariadb://h/x?User=me&PASSWORD=p%26w+1 | jdbc:mariadb://h/x | User=me,PASSWORD=p%26w+1",
        "jdbc:mariadb://h/x?trustStorePassword=a=b | jdbc:mariadb://h/x | trustStorePassword=a=b",
        "jdbc:mysql://me@h/x | jdbc:mysql://h/x | user=me",
        "jdbc:mysql:loadbalance://me:pw@h1,h2/x?password2=pw2"
            + " | jdbc:mysql:loadbalance://h1,h2/x | user=me,password=pw,password2=pw2",
        "jdbc:h2:./x;USER=me;MODE=LEGACY;Password=p\\;w"
            + " | jdbc:h2:./x;MODE=LEGACY | user=me,password=p;w",
        "jdbc:h2:mem:user=x;INIT=SET A 1\\;SET B 2 | jdbc:h2:mem:user=x;INIT=SET A 1\\;SET B 2 | -",
        "jdbc:postgresql://h/x?currentSchema=a&user | jdbc:postgresql://h/x?currentSchema=a | user=user",
      })
  void takesSecretsOutOfTheUrl(String url, String text, String properties) {
    Map<String, String> expected =
        properties == null
            ? Map.of()
            : Arrays.stream(properties.split(","))
                .map(property -> property.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

    DatabaseUrl parsed = DatabaseUrl.parse(url);

    assertThat(parsed.text()).isEqualTo(text);
    assertThat(new TreeMap<>(parsed.properties())).isEqualTo(new TreeMap<>(expected));
  }

  @Test
  void refusesAPasswordThatItCannotTakeOut() {
    assertThatThrownBy(() -> DatabaseUrl.parse("jdbc:mysql://address=(host=h)(password=pw)/x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("url: there is a user or a password in parentheses")
        .hasMessageNotContaining("pw");
  }

  @Test
  void takesASettingThatTheUrlDoesNotContradict() {
    DatabaseUrl url = DatabaseUrl.parse("jdbc:postgresql://h/x?user=me");

    assertThat(url.with("user", "me").with("password", "pw").with("other", null).properties())
        .isEqualTo(Map.of("user", "me", "password", "pw"));
    assertThatThrownBy(() -> url.with("user", "you"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("user: differs from the one in url; say it once");
  }

  @Test
  void showsNoSecret() {
    DatabaseUrl url = DatabaseUrl.parse("jdbc:postgresql://h/x?user=me&password=geheim");

    assertThat(url.toString()).doesNotContain("geheim");
    assertThat(url.hideSecretsIn("me: geheim is wrong")).isEqualTo("me: *** is wrong");
  }
}
