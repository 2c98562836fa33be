package dev.eventlogger.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SaltSourceTest {

  @Test
  void neverGivesASaltTwice() {
    SecureRandom random = new SecureRandom();
    Set<String> salts = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      SaltSource source = new SaltSource(random);
      byte[] some = new byte[4 * SaltSource.AT_ONCE];
      for (int at = 0; at < some.length; at += SaltSource.AT_ONCE) {
        source.write(some, at);
      }
      for (int at = 0; at < some.length; at += SealEntry.SALT_BYTES) {
        byte[] salt = Arrays.copyOfRange(some, at, at + SealEntry.SALT_BYTES);
        salts.add(HexFormat.of().formatHex(salt));
      }
    }

    assertThat(salts).hasSize(50 * 4 * SaltSource.AT_ONCE / SealEntry.SALT_BYTES);
    // This stands for an erased salt.
    assertThat(salts).doesNotContain("00".repeat(SealEntry.SALT_BYTES));
  }
}
