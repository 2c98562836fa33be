package dev.eventlogger.server.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceIdsTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final Instant TIME = Instant.parse("2026-11-29T12:00:00.123456Z");

  @TempDir private Path folder;
  private SourceIds ids;

  @BeforeEach
  void setUp() throws Exception {
    ids = ids(SECRET);
  }

  private SourceIds ids(String secret) throws Exception {
    return new SourceIds(ServerSecret.open(Files.writeString(folder.resolve(secret), secret)));
  }

  @Test
  void areTheSameAfterARestartAndOnAnotherNode() throws Exception {
    assertThat(ids.of("web", "click-1", TIME)).isEqualTo(ids.of("web", "click-1", TIME));
    assertThat(ids(SECRET + "\n").of("web", "click-1", TIME))
        .isEqualTo(ids.of("web", "click-1", TIME));
  }

  @Test
  void areMadeAsDocumented() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    byte[] hash = mac.doFinal("web\0click-1".getBytes(UTF_8));
    String bits =
        IntStream.range(0, hash.length).mapToObj(i -> bits(hash[i])).reduce("", String::concat);
    String expected =
        bits48(TIME.toEpochMilli())
            + "0111"
            + bits.substring(0, 12)
            + "10"
            + bits.substring(12, 74);

    UUID id = ids.of("web", "click-1", TIME);

    assertThat(allBits(id)).isEqualTo(expected);
    assertThat(id).hasToString("01a2272d-267b-7661-8448-111e774c5965");
  }

  @Test
  void areOfVersion7AndTheUsualVariant() {
    for (int i = 0; i < 1000; i++) {
      UUID id = ids.of("web", "e" + i, TIME);
      assertThat(id.version()).isEqualTo(7);
      assertThat(id.variant()).isEqualTo(2);
      assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(TIME.toEpochMilli());
    }
  }

  @Test
  void differForEveryPartOfIt() throws Exception {
    Set<UUID> all = new HashSet<>();
    all.add(ids.of("web", "click-1", TIME));
    all.add(ids.of("app", "click-1", TIME));
    all.add(ids.of("web", "click-2", TIME));
    all.add(ids.of("web", "click-1", TIME.plusMillis(1)));
    all.add(ids("another secret of 32 bytes or more").of("web", "click-1", TIME));
    all.add(ids.of("we", "bclick-1", TIME));

    assertThat(all).hasSize(6).doesNotContainNull();
  }

  @Test
  void followTheClientsTime() {
    List<UUID> inOrder =
        IntStream.range(0, 100).mapToObj(i -> ids.of("web", "e" + i, TIME.plusMillis(i))).toList();

    assertThat(inOrder.stream().map(UUID::toString).sorted().toList())
        .isEqualTo(inOrder.stream().map(UUID::toString).toList());
  }

  @Test
  void areNotMadeForTimesThatNoIdCanHave() {
    assertThat(ids.of("web", "a", Instant.EPOCH)).isNotNull();
    assertThat(ids.of("web", "a", Instant.EPOCH.minusMillis(1))).isNull();
    assertThat(ids.of("web", "a", Instant.MAX)).isNull();
    assertThat(ids.of("web", "a", Instant.MIN)).isNull();
    assertThat(ids.of("web", "a", Instant.parse("+10889-08-01T00:00:00Z"))).isNotNull();
    assertThat(ids.of("web", "a", Instant.parse("+10889-08-03T00:00:00Z"))).isNull();
  }

  private static String bits(byte value) {
    return Integer.toBinaryString(0x100 | (value & 0xFF)).substring(1);
  }

  private static String bits48(long value) {
    return Long.toBinaryString((1L << 48) | value).substring(1);
  }

  private static String allBits(UUID id) {
    return bits64(id.getMostSignificantBits()) + bits64(id.getLeastSignificantBits());
  }

  private static String bits64(long value) {
    return "0".repeat(Long.numberOfLeadingZeros(value))
        + (value == 0 ? "" : Long.toBinaryString(value));
  }
}
