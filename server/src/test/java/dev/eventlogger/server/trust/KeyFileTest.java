package dev.eventlogger.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.server.trust.KeyFile.KeyFileException;
import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class KeyFileTest {

  private static final String HASH = "ab".repeat(32);

  @TempDir private Path folder;
  private final SetClock clock = new SetClock();

  @Test
  void isReadAsItWasWritten() throws IOException {
    Path path = folder.resolve("keys.json");
    Key key =
        new Key(
            "web",
            KeyKind.CLIENT,
            KeyToken.make(KeyKind.CLIENT).hash(),
            SetClock.NOON,
            SetClock.NOON.plusSeconds(1),
            "the shop's \"pages\"",
            true,
            java.util.Set.of(Scope.WRITE),
            new Restrictions(
                List.of(OriginPattern.parse("https://*.example.org")),
                List.of(NamePattern.parse("shop-*")),
                List.of("https://example.org/click"),
                20.0));

    new KeyFile(path).change(keys -> List.of(key));

    assertThat(new KeyFile(path).read()).containsExactly(key);
    assertThat(Files.readString(path)).startsWith("{\n  \"version\": 1,").doesNotContain("el_");
  }

  @Test
  void isItsOwnersAlone() throws IOException {
    Keys keys = new Keys(folder.resolve("keys.json"));
    keys.add("a", KeyKind.SERVER, Restrictions.NONE);
    assertThat(modeOf(keys.path())).isEqualTo("rw-------");

    Files.setPosixFilePermissions(keys.path(), PosixFilePermissions.fromString("rw-r-----"));
    keys.add("b", KeyKind.SERVER, Restrictions.NONE);

    assertThat(modeOf(keys.path())).isEqualTo("rw-r-----");
  }

  @Test
  void replacesTheFileBehindALink() throws IOException {
    Keys real = new Keys(folder.resolve("real.json"));
    real.add("a", KeyKind.SERVER, Restrictions.NONE);
    Path link = Files.createSymbolicLink(folder.resolve("keys.json"), real.path());

    new Keys(link).add("b", KeyKind.SERVER, Restrictions.NONE);

    assertThat(link).isSymbolicLink();
    assertThat(new KeyFile(real.path()).read()).extracting(Key::id).containsExactly("a", "b");
  }

  @Test
  void losesNoKeyWhenManyAreAddedAtOnce() throws Exception {
    Keys keys = new Keys(folder.resolve("keys.json"));
    int threads = 8;
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<String>> added = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String id = "key-" + i;
        added.add(
            pool.submit(
                () -> {
                  start.await();
                  return keys.add(id, KeyKind.SERVER, Restrictions.NONE);
                }));
      }
      start.countDown();
      for (Future<String> one : added) {
        assertThat(one.get()).startsWith("el_server_");
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(new KeyFile(keys.path()).read()).hasSize(threads);
  }

  @Test
  void isWholeToReadersWhileItChanges() throws Exception {
    Keys keys = new Keys(folder.resolve("keys.json"));
    keys.add("first", KeyKind.SERVER, Restrictions.NONE);
    CountDownLatch done = new CountDownLatch(1);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> reads =
          pool.submit(
              () -> {
                int count = 0;
                do {
                  assertThat(new KeyFile(keys.path()).read()).isNotEmpty();
                  count++;
                } while (done.getCount() > 0);
                return count;
              });
      for (int i = 0; i < 30; i++) {
        keys.add("key-" + i, KeyKind.SERVER, Restrictions.NONE);
      }
      done.countDown();
      assertThat(reads.get()).isPositive();
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          s3cret | is no file of keys: not JSON, at line 1, column 1
          [] | is no file of keys: must be a JSON object
          {"keys":[]} | /version: must be 1
          {"version":2,"keys":[]} | /version: must be 1
          {"version":1} | /keys: must be a list of keys
          {"version":1,"keys":[],"s3cret":1} | has a member that is not known; there are keys, version
          {"version":1,"keys":[7]} | /keys/0: must be a key
          {"version":1,"keys":[{KEY,"s3cret":1}]} | /keys/0: has a member that is not known; there are created_at, expires_at, id, kind, names, note, origins, rate, revoked, schemas, scopes, sha256
          {"version":1,"keys":[{}]} | /keys/0/kind: is required
          {"version":1,"keys":[{"kind":"s3cret"}]} | /keys/0/kind: must be client, server or read
          {"version":1,"keys":[{"kind":"client","id":7}]} | /keys/0/id: must be a text
          {"version":1,"keys":[{"kind":"client","id":"a","sha256":"s3cret"}]} | /keys/0/sha256: must be a SHA-256, in 64 hexadecimal digits
          {"version":1,"keys":[{KEY,"note":"a","note":"s3cret"}]} | is no file of keys: /keys/0/note: duplicate key; each may stand once
          {"version":1,"keys":[{KEY,"expires_at":"s3cret"}]} | /keys/0/expires_at: must be a time such as 2026-11-29T12:00:00Z
          {"version":1,"keys":[{KEY,"revoked":"yes"}]} | /keys/0/revoked: must be true or false
          {"version":1,"keys":[{KEY,"rate":"many"}]} | /keys/0/rate: must be a number of requests a second
          {"version":1,"keys":[{KEY,"rate":0}]} | /keys/0: rate: must be more than 0, and at most 1000000
          {"version":1,"keys":[{KEY,"origins":"https://example.org"}]} | /keys/0/origins: must be a list of texts
          {"version":1,"keys":[{KEY,"origins":["*"]}]} | /keys/0/origins/0: must be an origin, such as https://example.org or https://*.example.org: a scheme, a host, and a port where it is not the usual one
          {"version":1,"keys":[{KEY,"names":["*a"]}]} | /keys/0/names/0: must be the name of an event, or the beginning of names with a * behind it, such as billing-*
          {"version":1,"keys":[{KEY,"scopes":["root"]}]} | /keys/0/scopes/0: must be one of read, export, erase and admin
          {"version":1,"keys":[{KEY,"scopes":["read"]}]} | /keys/0: scopes: must be write alone; a token that reads is one of kind read
          {"version":1,"keys":[{KEY},{KEY}]} | /keys/1/id: is the id of an earlier key too; each has one of its own
          """)
  void isReadStrictly(String json, String problem) throws IOException {
    String key =
        "\"id\":\"web\",\"kind\":\"client\",\"sha256\":\""
            + HASH
            + "\",\"created_at\":\"2026-11-29T12:00:00Z\"";
    Path path = Files.writeString(folder.resolve("keys.json"), json.replace("KEY", key));

    KeyFileException wrong =
        catchThrowableOfType(KeyFileException.class, () -> new KeyFile(path).read());

    assertThat(new KeyFile(path).words(wrong)).isEqualTo(path + ": " + problem);
  }

  @Test
  void refusesIdsThatStandForOthers() {
    for (String id : List.of("", "A", "a b", "-a", "local", "jwt", "proxy", "a".repeat(65))) {
      assertThatThrownBy(() -> Key.checkId(id)).hasMessageStartingWith("id: must be small letters");
    }
  }

  @Test
  void theRingReadsAgainWhatHasChanged() throws IOException {
    Keys keys = new Keys(folder.resolve("keys.json"));
    String first = keys.add("first", KeyKind.SERVER, Restrictions.NONE);
    KeyRing ring = KeyRing.open(keys.path(), clock);

    String second = keys.add("second", KeyKind.SERVER, Restrictions.NONE);

    assertThat(ring.find(second)).as("not looked at within a second").isNull();
    clock.forward(Duration.ofSeconds(1));
    assertThat(ring.find(second)).isNotNull();
    assertThat(ring.find(first)).isNotNull();
    assertThat(ring.find("el_server_x")).isNull();
  }

  @Test
  void theRingKeepsWhatItHasAndSaysSoOnce() throws IOException {
    Keys keys = new Keys(folder.resolve("keys.json"));
    String token = keys.add("first", KeyKind.SERVER, Restrictions.NONE);
    KeyRing ring = KeyRing.open(keys.path(), clock);
    try (LogRecords log = new LogRecords(KeyRing.class.getName())) {
      Files.writeString(keys.path(), "{\"version\":1,\"keys\":[{\"kind\":\"s3cret\"}]}");
      for (int i = 0; i < 3; i++) {
        clock.forward(Duration.ofSeconds(2));
        assertThat(ring.find(token)).isNotNull();
      }
      assertThat(log.messages())
          .containsExactly(
              "keys_file: "
                  + keys.path()
                  + ": /keys/0/kind: must be client, server or read; the keys that were read before"
                  + " stay in force");
      assertThat(log.toString()).doesNotContain("s3cret");

      Files.delete(keys.path());
      clock.forward(Duration.ofSeconds(2));
      assertThat(ring.find(token)).isNotNull();
      assertThat(log.messages()).hasSize(2).last().asString().contains("there is no such file");

      String other = keys.add("other", KeyKind.SERVER, Restrictions.NONE);
      clock.forward(Duration.ofSeconds(2));
      assertThat(ring.find(other)).isNotNull();
      assertThat(ring.find(token)).isNull();
    }
  }

  @Test
  void theRingNoticesAChangeThatKeepsSizeAndTime() throws IOException {
    Keys keys = new Keys(folder.resolve("keys.json"));
    keys.add("a", KeyKind.SERVER, Restrictions.NONE);
    FileTime time = Files.getLastModifiedTime(keys.path());
    KeyRing ring = KeyRing.open(keys.path(), clock);

    Keys others = new Keys(folder.resolve("others.json"));
    String token = others.add("b", KeyKind.SERVER, Restrictions.NONE);
    Files.setLastModifiedTime(others.path(), time);
    Files.move(others.path(), keys.path(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    clock.forward(Duration.ofSeconds(1));

    assertThat(ring.find(token)).isNotNull();
  }

  @Test
  void theRingDoesNotOpenWithoutAFile() {
    Path none = folder.resolve("none.json");

    assertThatThrownBy(() -> KeyRing.open(none, clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "keys_file: there is no file "
                + none
                + "; make a key, and the file with it: event-logger keys add NAME --kind server"
                + " --file "
                + none);
  }

  private static String modeOf(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
