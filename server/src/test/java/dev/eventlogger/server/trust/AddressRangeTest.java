package dev.eventlogger.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, ::1, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "::1, ::1, true",
    "192.0.2.7, ::ffff:192.0.2.7, true"
  })
  void holdsTheAddressesThatBeginAlike(String range, String address, boolean holds) {
    assertThat(AddressRange.parse(range).contains(Request.address(address))).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "example.org/8",
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/-1",
        "10.0/8",
        "10.0.0.0/",
        "10.0.0.256",
        "fe80::1%eth0"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text))
        .hasMessage("must be an address or a range of them, such as 10.0.0.0/8 or fd00::/8");
  }

  @Test
  void refusesBitsBehindTheRange() {
    assertThatThrownBy(() -> AddressRange.parse("10.0.0.1/8"))
        .hasMessage(
            "must be a range whose address ends in zeros, such as 10.0.0.0/8: behind its 8 bits"
                + " something follows");
  }

  @Test
  void isWrittenAsItWasRead() {
    assertThat(AddressRange.parse("10.0.0.0/8")).hasToString("10.0.0.0/8");
    assertThat(AddressRange.parse("192.0.2.7")).hasToString("192.0.2.7/32");
  }

  @Test
  void clientsAreTheRightmostThatNoTrustedProxyIs() {
    Forwarding forwarding =
        new Forwarding(List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8")));

    assertThat(client(forwarding, "10.0.0.1", "1.1.1.1, 203.0.113.9, 10.2.2.2"))
        .isEqualTo("203.0.113.9");
    assertThat(client(forwarding, "10.0.0.1", "203.0.113.9:4711")).isEqualTo("203.0.113.9");
    assertThat(client(forwarding, "fd00::1", "[2001:db8::1]:4711"))
        .isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(client(forwarding, "fd00::1", "2001:db8:1:2::9")).isEqualTo("2001:db8:1:2:0:0:0:9");
    assertThat(client(forwarding, "192.0.2.7", "203.0.113.9")).isEqualTo("192.0.2.7");
    assertThat(client(forwarding, "10.0.0.1", "1.1.1.1, evil.example")).isEqualTo("10.0.0.1");
    assertThat(client(forwarding, "10.0.0.1", "")).isEqualTo("10.0.0.1");
    assertThat(client(forwarding, "10.0.0.1", "10.0.0.3, 10.0.0.2")).isEqualTo("10.0.0.3");
    assertThat(client(forwarding, "10.0.0.1", "1.1.1.1," + "10.0.0.2,".repeat(9000) + "10.0.0.2"))
        .isEqualTo("10.0.0.2");
  }

  @Test
  void clientsAreFoundInSeveralHeadersOfOneName() {
    Forwarding forwarding = new Forwarding(List.of(AddressRange.parse("10.0.0.0/8")));
    Request request =
        Request.from("10.0.0.1")
            .header("X-Forwarded-For", "1.1.1.1")
            .header("X-Forwarded-For", "203.0.113.9");

    assertThat(forwarding.client(request.approach()).getHostAddress()).isEqualTo("203.0.113.9");
  }

  private static String client(Forwarding forwarding, String remote, String header) {
    return forwarding
        .client(Request.from(remote).header("X-Forwarded-For", header).approach())
        .getHostAddress();
  }
}
