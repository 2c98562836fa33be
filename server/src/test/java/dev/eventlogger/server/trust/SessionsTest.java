package dev.eventlogger.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private static final String TOKEN = "el_read_abc";

  private final SetClock clock = new SetClock();
  private final Sessions sessions = new Sessions(clock);

  private static Request with(String setCookie) {
    return Request.local().header("Cookie", setCookie.substring(0, setCookie.indexOf(';')));
  }

  @Test
  void standForATokenUntilTheyExpire() throws RefusedException {
    Request request = with(sessions.begin(TOKEN, false));

    clock.forward(Duration.ofHours(8).minusSeconds(1));
    assertThat(sessions.token(request.approach())).isEqualTo(TOKEN);

    clock.forward(Duration.ofSeconds(1));
    assertThat(sessions.token(request.approach())).isNull();
  }

  @Test
  void areEachOnesOwn() throws RefusedException {
    Request ada = with(sessions.begin(TOKEN, true));
    Request bob = with(sessions.begin("el_read_other", true));

    assertThat(sessions.end(ada.approach(), true)).contains("Max-Age=0").endsWith("; Secure");

    assertThat(sessions.token(ada.approach())).isNull();
    assertThat(sessions.token(bob.approach())).isEqualTo("el_read_other");
  }

  @Test
  void areFoundAmongOtherCookies() throws RefusedException {
    String cookie = sessions.begin(TOKEN, false);
    String pair = cookie.substring(0, cookie.indexOf(';'));

    Request among = Request.local().header("Cookie", "a=b; " + pair + " ; c; d=e=f");
    Request split = Request.local().header("Cookie", "a=b").header("Cookie", pair);
    Request twice = Request.local().header("Cookie", pair + "; " + pair);

    assertThat(sessions.token(among.approach())).isEqualTo(TOKEN);
    assertThat(sessions.token(split.approach())).isEqualTo(TOKEN);
    assertThatThrownBy(() -> sessions.token(twice.approach()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("once");
  }

  @Test
  void forgetTheEldestWhereThereAreTooMany() throws RefusedException {
    Request first = with(sessions.begin(TOKEN, false));
    Set<String> cookies = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      cookies.add(sessions.begin(TOKEN, false));
    }

    assertThat(cookies).hasSize(10_000);
    assertThat(sessions.token(first.approach())).isNull();
  }
}
