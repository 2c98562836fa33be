package dev.eventlogger.seal.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.anchor.SealAnchor;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Keeps each checkpoint as an object of its own, which is never written over ({@code If-None-Match:
 * *}) and, under Object Lock, not removed before its time. For one thread at a time.
 *
 * <p>A key ends with the checkpoint's size, behind a number that falls as the size rises: S3 lists
 * by key, so the newest comes first. Versions are listed and not objects, since whoever may delete
 * only puts a marker before what is locked.
 */
final class S3Anchor implements SealAnchor {

  private static final long LARGEST = 999_999_999_999_999_999L;
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int MOST_VERSIONS = 1_000;

  private final S3Settings settings;
  private final S3Client client;
  private final Clock clock;

  S3Anchor(S3Settings settings, S3Client client, Clock clock) {
    this.settings = settings;
    this.client = client;
    this.clock = clock;
  }

  @Override
  public void keep(String origin, byte[] checkpoint) throws IOException {
    String key = key(origin, Checkpoint.parse(Note.parse(checkpoint)).size());
    try {
      var unused = client.putObject(put(key), RequestBody.fromBytes(checkpoint));
    } catch (AwsServiceException e) {
      boolean isThere = e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT;
      if (!isThere) {
        throw failure("s3:PutObject", e);
      }
      requireSame(key, checkpoint);
    } catch (SdkException e) {
      throw failure("s3:PutObject", e);
    }
  }

  private PutObjectRequest put(String key) {
    PutObjectRequest.Builder put =
        PutObjectRequest.builder()
            .bucket(settings.bucket())
            .key(key)
            .ifNoneMatch("*")
            .contentType("text/plain; charset=utf-8");
    S3Settings.Lock lock = settings.lock();
    if (lock != null) {
      put.objectLockMode(ObjectLockMode.fromValue(lock.mode().name()))
          .objectLockRetainUntilDate(clock.instant().plus(Duration.ofDays(lock.days())));
    }
    return put.build();
  }

  /** The same checkpoint may come again; another one of the same size is another history. */
  private void requireSame(String key, byte[] checkpoint) throws IOException {
    Optional<byte[]> there = first(key);
    boolean isSame = there.isPresent() && text(there.get()).equals(text(checkpoint));
    if (!isSame) {
      throw new IOException(
          where()
              + ": has another checkpoint of the same size: the seal was written anew, or twice;"
              + " verify it with the one that is there");
    }
  }

  private static String text(byte[] checkpoint) {
    return Note.parse(checkpoint).text();
  }

  @Override
  public Optional<byte[]> newest(String origin) throws IOException {
    return first(settings.prefix() + URLEncoder.encode(origin, UTF_8) + "/");
  }

  /** The first object whose key begins so: of several versions the one that was put first. */
  private Optional<byte[]> first(String prefix) throws IOException {
    String action = "s3:ListBucketVersions";
    try {
      List<ObjectVersion> versions =
          client
              .listObjectVersions(
                  ListObjectVersionsRequest.builder()
                      .bucket(settings.bucket())
                      .prefix(prefix)
                      .maxKeys(MOST_VERSIONS)
                      .build())
              .versions();
      if (versions.isEmpty()) {
        return Optional.empty();
      }
      ObjectVersion oldest = versions.get(0);
      for (ObjectVersion each : versions) {
        oldest = each.key().equals(oldest.key()) ? each : oldest;
      }
      action = "s3:GetObjectVersion";
      return Optional.of(read(oldest));
    } catch (SdkException e) {
      throw failure(action, e);
    }
  }

  private byte[] read(ObjectVersion version) {
    GetObjectRequest get =
        GetObjectRequest.builder()
            .bucket(settings.bucket())
            .key(version.key())
            .versionId(version.versionId())
            .build();
    return client.getObjectAsBytes(get).asByteArray();
  }

  private String key(String origin, long size) {
    return String.format(
        Locale.ROOT,
        "%s%s/%018d-%d",
        settings.prefix(),
        URLEncoder.encode(origin, UTF_8),
        LARGEST - size,
        size);
  }

  private String where() {
    return "bucket " + settings.bucket();
  }

  /** What a service says may hold anything; its codes do not. */
  private IOException failure(String action, SdkException cause) {
    String why = "did not answer";
    if (cause instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      why =
          "answered "
              + service.statusCode()
              + " "
              + service.awsErrorDetails().errorCode()
              + " to "
              + action
              + "; is it allowed, and the bucket's name and region right?";
    }
    return new IOException(where() + ": " + why, cause);
  }

  @Override
  public void close() {
    client.close();
  }
}
