package dev.eventlogger.formats.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GzipTest {

  private static final int MOST = 1_000_000;

  @Test
  void inflatesWhatTheJdkPacks() throws Exception {
    Random random = new Random(7);
    for (int size : new int[] {0, 1, 100, 8 * 1024, 300_000}) {
      byte[] plain = new byte[size];
      random.nextBytes(plain);

      assertThat(inflate(gzip(plain))).isEqualTo(plain);
    }
  }

  @Test
  void readsAllMembers() throws Exception {
    byte[] two = join(gzip("one ".getBytes(UTF_8)), gzip("two".getBytes(UTF_8)));

    assertThat(new String(inflate(two), UTF_8)).isEqualTo("one two");
  }

  @Test
  void passesOverManyEmptyMembers() throws Exception {
    byte[] empty = gzip(new byte[0]);
    byte[] many = new byte[50_000 * empty.length];
    for (int i = 0; i < 50_000; i++) {
      System.arraycopy(empty, 0, many, i * empty.length, empty.length);
    }

    assertThat(inflate(join(many, gzip("end".getBytes(UTF_8))))).hasSize(3);
  }

  @Test
  void skipsWhatAHeaderMayHold() throws Exception {
    byte[] plain = gzip("x".getBytes(UTF_8));
    byte[] more = {
      0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 'n', 0, 'c', 0, 1, 2
    };

    byte[] packed = join(more, Arrays.copyOfRange(plain, 10, plain.length));

    assertThat(inflate(packed)).containsExactly('x');
  }

  @Test
  void refusesWhatIsDamagedAtAnyPlace() throws Exception {
    byte[] whole = gzip("some text that is long enough".getBytes(UTF_8));
    for (int end = 0; end < whole.length; end++) {
      assertThat(failure(Arrays.copyOf(whole, end), true).status())
          .as("cut at %s", end)
          .isEqualTo(400);
    }
    for (int i = whole.length - 8; i < whole.length; i++) {
      byte[] wrong = whole.clone();
      wrong[i] ^= 1;
      assertThat(failure(wrong, true).status()).as("wrong at %s", i).isEqualTo(400);
    }
  }

  @Test
  void refusesWhatBecomesTooMuchOrHasNoRoom() throws Exception {
    assertThat(failure(gzip(new byte[MOST + 1]), true).status()).isEqualTo(413);
    assertThat(inflate(gzip(new byte[MOST]))).hasSize(MOST);
    UnreadableRequestException noRoom = failure(gzip(new byte[10]), false);
    assertThat(noRoom.status()).isEqualTo(503);
    assertThat(noRoom.refusal().retryAfter()).isNotNull();
  }

  private static byte[] inflate(byte[] packed) throws UnreadableRequestException {
    return Gzip.inflate(packed, MOST, bytes -> true);
  }

  private static UnreadableRequestException failure(byte[] packed, boolean hasRoom) {
    return catchThrowableOfType(
        UnreadableRequestException.class, () -> Gzip.inflate(packed, MOST, bytes -> hasRoom));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
