package dev.eventlogger.seal.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.Section;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.anchor.AnchorException;
import dev.eventlogger.seal.anchor.SealAnchor;
import dev.eventlogger.seal.anchor.SealAnchorProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** Runs against S3Mock, which supports conditional puts, versions and Object Lock. */
@Timeout(180)
final class S3AnchorIT {

  private static final String ORIGIN = "example.org/audit";

  private static S3MockServer server;
  @TempDir private static Path folder;
  private static OperatorKey key;
  private final String bucket = "b" + UUID.randomUUID();

  @BeforeAll
  static void start() throws IOException {
    server = S3MockServer.start();
    key = OperatorKey.make(ORIGIN, folder.resolve("key"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  private Map<String, Object> settings(Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bucket", bucket);
    settings.put("region", "us-east-1");
    settings.put("endpoint", server.endpoint().toString());
    settings.put("access_key_id", "id");
    settings.put("secret_access_key", "secret");
    settings.putAll(more);
    return settings;
  }

  private SealAnchor anchor(Map<String, ?> more) {
    return new S3AnchorProvider().open(Section.of("seal", settings(more)));
  }

  /** A client of anybody who may write to the bucket. */
  private S3Client client() {
    return S3Connection.open(Section.of("seal", settings(Map.of())).as(S3Settings.class));
  }

  private void makeBucket() {
    try (S3Client client = client()) {
      var made = client.createBucket(b -> b.bucket(bucket).objectLockEnabledForBucket(true));
      var versioned =
          client.putBucketVersioning(
              b ->
                  b.bucket(bucket)
                      .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
      assertThat(made).isNotNull();
      assertThat(versioned).isNotNull();
    }
  }

  private static byte[] checkpoint(long size, int root) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) root;
    return Note.sign(new Checkpoint(ORIGIN, size, bytes).text(), key).toBytes();
  }

  @Test
  void isFoundByItsName() {
    List<String> names =
        ServiceLoader.load(SealAnchorProvider.class).stream()
            .map(provider -> provider.get().name())
            .toList();

    assertThat(names).contains("s3", "folder", "webhook", "database");
  }

  @Test
  void givesBackTheNewestOfManyCheckpoints() throws Exception {
    makeBucket();
    try (SealAnchor anchor = anchor(Map.of())) {
      assertThat(anchor.newest(ORIGIN)).isEmpty();
      for (long size : List.of(1L, 9L, 10L, 11L, 100L, 4_096L, 1_000_000L)) {
        anchor.keep(ORIGIN, checkpoint(size, 1));
        assertThat(anchor.newest(ORIGIN)).contains(checkpoint(size, 1));
      }
      assertThat(anchor.newest("example.org/other")).isEmpty();
      assertThat(anchor.newest("example.org")).isEmpty();
    }
  }

  @Test
  void takesACheckpointTwiceAndNoOtherOfItsSize() throws Exception {
    makeBucket();
    try (SealAnchor anchor = anchor(Map.of())) {
      anchor.keep(ORIGIN, checkpoint(7, 1));
      anchor.keep(ORIGIN, checkpoint(7, 1));
      assertThatThrownBy(() -> anchor.keep(ORIGIN, checkpoint(7, 2)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("bucket " + bucket + ": has another checkpoint of the same size");
      assertThat(anchor.newest(ORIGIN)).contains(checkpoint(7, 1));
    }
  }

  /** S3Mock accepts the headers, but forgets them; so the request is examined. */
  @Test
  void locksEachCheckpointForItsTime() throws Exception {
    makeBucket();
    Map<String, ?> lock = Map.of("lock", Map.of("mode", "governance", "days", 30));
    S3Settings locked = Section.of("seal", settings(lock)).as(S3Settings.class);
    List<SdkHttpRequest> sent = new CopyOnWriteArrayList<>();
    ExecutionInterceptor noting =
        new ExecutionInterceptor() {
          @Override
          public void beforeTransmission(
              Context.BeforeTransmission context, ExecutionAttributes attributes) {
            sent.add(context.httpRequest());
          }
        };
    try (S3Client client = S3Connection.open(locked, List.of(noting));
        SealAnchor anchor =
            new S3Anchor(
                locked,
                client,
                Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC))) {
      anchor.keep(ORIGIN, checkpoint(7, 1));
    }
    assertThat(sent).hasSize(1);
    SdkHttpRequest put = sent.get(0);
    assertThat(put.encodedPath())
        .isEqualTo("/" + bucket + "/seals/example.org%252Faudit/999999999999999992-7");
    assertThat(put.firstMatchingHeader("If-None-Match")).contains("*");
    assertThat(put.firstMatchingHeader("x-amz-object-lock-mode")).contains("GOVERNANCE");
    assertThat(put.firstMatchingHeader("x-amz-object-lock-retain-until-date"))
        .contains("2026-12-30T12:00:00Z");
  }

  /** Whoever may write puts a marker or another version on top of it; what was locked stays. */
  @Test
  void findsTheCheckpointThatWasKeptFirstBehindWhateverCameLater() throws Exception {
    makeBucket();
    try (SealAnchor anchor = anchor(Map.of());
        S3Client client = client()) {
      anchor.keep(ORIGIN, checkpoint(7, 1));
      String object = client.listObjectsV2(b -> b.bucket(bucket)).contents().get(0).key();
      var put =
          client.putObject(
              b -> b.bucket(bucket).key(object), RequestBody.fromBytes(checkpoint(7, 2)));
      assertThat(put.versionId()).isNotNull();
      assertThat(anchor.newest(ORIGIN)).contains(checkpoint(7, 1));

      var deleted = client.deleteObject(b -> b.bucket(bucket).key(object));
      assertThat(deleted.deleteMarker()).isTrue();
      assertThat(anchor.newest(ORIGIN)).contains(checkpoint(7, 1));
    }
  }

  /** Whatever somebody puts on top of each; FirstVersionsTest covers how they are paged. */
  @Test
  void givesOutTheFirstVersionOfEachCheckpoint() throws Exception {
    makeBucket();
    try (SealAnchor anchor = anchor(Map.of());
        S3Client client = client()) {
      for (long size = 1; size <= 20; size++) {
        anchor.keep(ORIGIN, checkpoint(size, 1));
      }
      anchor.keep("example.org/audit2", checkpoint(99, 1));
      String newest = client.listObjectsV2(b -> b.bucket(bucket)).contents().get(0).key();
      for (int i = 2; i <= 12; i++) {
        RequestBody forged = RequestBody.fromBytes(checkpoint(20, i));
        assertThat(client.putObject(b -> b.bucket(bucket).key(newest), forged).versionId())
            .isNotNull();
      }
      List<byte[]> all = new ArrayList<>();
      anchor.each(ORIGIN, all::add);
      assertThat(all).hasSize(20).startsWith(checkpoint(20, 1)).endsWith(checkpoint(1, 1));
    }
  }

  @Test
  void saysWhatTheServiceAnsweredAndNoSecret() throws Exception {
    try (SealAnchor anchor = anchor(Map.of())) {
      assertThatThrownBy(() -> anchor.keep(ORIGIN, checkpoint(7, 1)))
          .isInstanceOf(IOException.class)
          .isInstanceOf(AnchorException.class)
          .hasMessageContaining("bucket " + bucket + ": answered 404 NoSuchBucket")
          .hasMessageNotContaining("secret");
    }
    try (SealAnchor nowhere = anchor(Map.of("endpoint", "http://127.0.0.1:1"))) {
      assertThatThrownBy(() -> nowhere.newest(ORIGIN))
          .isInstanceOf(IOException.class)
          .hasMessage("bucket " + bucket + ": did not answer");
    }
  }

  @Test
  void refusesSettingsThatAreWrong() {
    Map<String, String> wrong = Map.of("bucket", "B", "prefix", "a b", "profile", "p", "lock", "x");
    wrong.forEach(
        (setting, value) ->
            assertThatThrownBy(() -> anchor(Map.of(setting, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting));
    assertThatThrownBy(() -> anchor(Map.of("lock", Map.of("days", 0))))
        .hasMessageContaining("days: is required");
  }
}
