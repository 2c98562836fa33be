package dev.eventlogger.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerSecretTest {

  @TempDir private Path folder;

  @Test
  void isMadeAtTheFirstStartForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("secret");

    String first = fingerprint(ServerSecret.open(file));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).matches("[A-Za-z0-9_-]{43}\n");
    assertThat(fingerprint(ServerSecret.open(file))).isEqualTo(first);
  }

  @Test
  void isOneForAllThatStartAtOnce() throws Exception {
    Path file = folder.resolve("secret");
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        all.add(pool.submit(() -> fingerprint(ServerSecret.open(file))));
      }
      String first = all.get(0).get();
      for (Future<String> one : all) {
        assertThat(one.get()).isEqualTo(first);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void refusesOneThatIsShort() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "s3cret-s3cret\n");

    assertThatThrownBy(() -> ServerSecret.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "secret_file: "
                + file
                + " must have from 32 to 4096 bytes of chance, and has 13; restore it, or remove it"
                + " so that the server makes another, and repeats of earlier events are no longer"
                + " known");
    Files.write(file, new byte[5000]);
    assertThatThrownBy(() -> ServerSecret.open(file)).hasMessageContaining("and has 5000");
  }

  @Test
  void refusesOneThatCannotBeReadOrMade() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("directory"));
    Path nowhere = folder.resolve("nowhere").resolve("secret");

    for (Path file : List.of(directory, nowhere)) {
      assertThatThrownBy(() -> ServerSecret.open(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("secret_file: " + file + " cannot be read or made: ");
    }
  }

  @Test
  void warnsIfEverybodyMayReadIt() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "x".repeat(32));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    try (LogRecords log = new LogRecords(ServerSecret.class.getName())) {
      ServerSecret.open(file);
      assertThat(log.messages())
          .containsExactly(
              "secret_file: everybody on this machine may read " + file + "; chmod 600 it");
    }
  }

  @Test
  void doesNotPrint() {
    assertThat(ServerSecret.ofProcess()).hasToString("ServerSecret[****]");
    assertThat(fingerprint(ServerSecret.ofProcess()))
        .isNotEqualTo(fingerprint(ServerSecret.ofProcess()));
  }

  private static String fingerprint(ServerSecret secret) {
    return HexFormat.of().formatHex(secret.hmac("a", "b"));
  }
}
