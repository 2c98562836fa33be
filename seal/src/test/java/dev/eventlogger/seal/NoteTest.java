package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NoteTest {

  // The example of Go's golang.org/x/mod/sumdb/note, and the key of its checksum database.
  private static final String PETER =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String GO_SUM =
      "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
  private static final String MESSAGE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  @Test
  void readsAndChecksTheExampleOfGo() {
    Note note = Note.parse(MESSAGE.getBytes(UTF_8));

    assertThat(note.isSignedBy(VerifierKey.parse(PETER))).isTrue();
    assertThat(note.isSignedBy(VerifierKey.parse(GO_SUM))).isFalse();
    assertThat(new String(note.toBytes(), UTF_8)).isEqualTo(MESSAGE);
    assertThat(VerifierKey.parse(PETER)).hasToString(PETER);
  }

  @Test
  void noBitOfACheckpointCanBeFlippedUnnoticed() {
    EpochKey key = EpochKey.make("example.org/log");
    Checkpoint checkpoint = new Checkpoint("example.org/log", 1234, new byte[32]);
    byte[] whole = Note.sign(checkpoint.text(), key).toBytes();
    assertThat(isRight(whole, key.verifier(), checkpoint)).isTrue();

    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] other = whole.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(isRight(other, key.verifier(), checkpoint)).as("bit %d", bit).isFalse();
    }
  }

  @Test
  void noByteCanBeCutOffOrAdded() {
    EpochKey key = EpochKey.make("log");
    Checkpoint checkpoint = new Checkpoint("log", 7, new byte[32]);
    byte[] whole = Note.sign(checkpoint.text(), key).toBytes();

    for (int length = 0; length < whole.length; length++) {
      byte[] shorter = java.util.Arrays.copyOf(whole, length);
      assertThat(isRight(shorter, key.verifier(), checkpoint)).isFalse();
    }
    String text = new String(whole, UTF_8);
    for (String more : List.of("\n", " ", "x", "— a b\n")) {
      assertThat(isRight((text + more).getBytes(UTF_8), key.verifier(), checkpoint)).isFalse();
    }
  }

  @Test
  void randomBytesAreNoNote() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      assertThatThrownBy(() -> Note.parse(bytes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("this is no note");
    }
  }

  @Test
  void aNoteWithoutSignatureIsNone() {
    assertThatThrownBy(() -> Note.parse("log\n1\nx\n\n".getBytes(UTF_8)))
        .hasMessage("this is no note: it has no signature, or too many");
    assertThatThrownBy(() -> Note.parse("log\n1\nx\n".getBytes(UTF_8)))
        .hasMessage("this is no note: a text, an empty line, and lines of signatures");
  }

  @Test
  void aNoteMayHaveSignaturesOfOthers() {
    EpochKey first = EpochKey.make("first");
    EpochKey second = EpochKey.make("second");
    EpochKey third = EpochKey.make("first");

    Note note = Note.parse(Note.sign("text\n", first, second).toBytes());

    assertThat(note.isSignedBy(first.verifier())).isTrue();
    assertThat(note.isSignedBy(second.verifier())).isTrue();
    assertThat(note.isSignedBy(third.verifier())).isFalse();
  }

  @Test
  void aKeyIsReadOnlyAsAWhole() {
    assertThatThrownBy(() -> VerifierKey.parse("PeterNeumann+c74f20a3"))
        .hasMessage("a key reads name+hash+base64, as signed-note has it");
    assertThatThrownBy(() -> VerifierKey.parse(PETER.replace("c74f20a3", "c74f20a4")))
        .hasMessage("the key's hash is c74f20a3, not what the text says; it is not whole");
    assertThatThrownBy(() -> VerifierKey.parse(PETER.replace("+ARpc", "+AhpC")))
        .hasMessage("the key must be of Ed25519");
    assertThatThrownBy(() -> new VerifierKey("a name", new byte[32]))
        .hasMessage("a key's name must be a text without spaces and \"+\"");
  }

  private static boolean isRight(byte[] bytes, VerifierKey key, Checkpoint expected) {
    try {
      Note note = Note.parse(bytes);
      return note.isSignedBy(key) && Checkpoint.parse(note).equals(expected);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
