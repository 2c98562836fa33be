package dev.eventlogger.seal.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.NoteTaker;
import dev.eventlogger.seal.anchor.AnchorException;
import dev.eventlogger.seal.anchor.SealAnchor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Keeps each checkpoint as an object of its own, which is never overwritten ({@code If-None-Match:
 * *}) and, under Object Lock, not removed before its time. For one thread at a time.
 *
 * <p>A key ends with the checkpoint's size, after a number that falls as the size rises: S3 lists
 * by key, so the newest comes first. Versions are listed, not objects, since a locked object that
 * is deleted only gets a marker on top of it.
 */
final class S3Anchor implements SealAnchor {

  private static final long LARGEST = 999_999_999_999_999_999L;
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int FIRST_REFUSAL = 400;
  private static final int FIRST_FAILURE = 500;
  private static final int MOST_AT_ONCE = 1_000;
  private static final int MOST_BYTES = 1_000_000;
  private static final int READERS = 16;
  private static final String LIST_AND_GET = "s3:ListBucketVersions or s3:GetObjectVersion";

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

  /** Accepts the same checkpoint again; another one of the same size is another history. */
  private void requireSame(String key, byte[] checkpoint) throws IOException {
    Optional<byte[]> there = first(key, bytes -> true);
    boolean isSame = there.isPresent() && text(there.get()).equals(text(checkpoint));
    if (!isSame) {
      throw AnchorException.ofTwoHistories(where());
    }
  }

  private static String text(byte[] checkpoint) {
    return Note.parse(checkpoint).text();
  }

  @Override
  public void each(String origin, NoteTaker taker) throws IOException {
    try {
      FirstVersions firsts = firsts(folder(origin));
      for (List<ObjectVersion> some = firsts.next(); !some.isEmpty(); some = firsts.next()) {
        giveOut(some, taker);
      }
    } catch (SdkException e) {
      throw failure(LIST_AND_GET, e);
    }
  }

  @Override
  public Optional<byte[]> newest(String origin) throws IOException {
    return first(
        folder(origin),
        bytes -> Checkpoint.of(bytes).map(Checkpoint::origin).filter(origin::equals).isPresent());
  }

  /**
   * The first object whose key begins with the prefix: of several versions, the one that was put
   * first. Skips objects that are not wanted or cannot be read, since anybody may have added them.
   */
  private Optional<byte[]> first(String prefix, Predicate<byte[]> isWanted) throws IOException {
    try {
      FirstVersions firsts = firsts(prefix);
      while (true) {
        Optional<ObjectVersion> version = firsts.nextOne();
        if (version.isEmpty()) {
          return Optional.empty();
        }
        Found found = read(version.get());
        if (found.bytes() != null && isWanted.test(found.bytes())) {
          return Optional.of(found.bytes());
        }
      }
    } catch (SdkException e) {
      throw failure(LIST_AND_GET, e);
    }
  }

  private FirstVersions firsts(String prefix) {
    return new FirstVersions(client, settings.bucket(), prefix, MOST_AT_ONCE);
  }

  /** Reads several at once, since each costs a round trip; passes them on in order. */
  private void giveOut(List<ObjectVersion> versions, NoteTaker taker) throws IOException {
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<Found>> reading = new ArrayList<>();
      for (ObjectVersion version : versions) {
        reading.add(readers.submit(() -> read(version)));
      }
      for (Future<Found> each : reading) {
        each.get().giveTo(taker);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SdkException failure) {
        throw failure;
      }
      throw new AnchorException(where() + ": a checkpoint cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while checkpoints were read");
    } finally {
      readers.shutdownNow();
    }
  }

  /**
   * The content of an object, or why it cannot be read.
   *
   * @param bytes null if it cannot be read
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, and never compared
  private record Found(byte @Nullable [] bytes, String words) {

    void giveTo(NoteTaker taker) {
      if (bytes == null) {
        taker.unreadable(words);
      } else {
        taker.accept(bytes);
      }
    }
  }

  /**
   * Reads an object, unless it is too large to be a checkpoint, or the service refuses to return
   * it, as it does with archived objects.
   *
   * @throws SdkException if the service does not answer, or cannot now
   */
  private Found read(ObjectVersion version) {
    String object = "object " + version.key() + ": ";
    if (version.size() != null && version.size() > MOST_BYTES) {
      return new Found(null, object + "is no checkpoint: it has " + version.size() + " bytes");
    }
    GetObjectRequest get =
        GetObjectRequest.builder()
            .bucket(settings.bucket())
            .key(version.key())
            .versionId(version.versionId())
            .build();
    try {
      return new Found(client.getObjectAsBytes(get).asByteArray(), "");
    } catch (AwsServiceException e) {
      if (e.statusCode() < FIRST_REFUSAL || e.statusCode() >= FIRST_FAILURE) {
        throw e;
      }
      return new Found(null, object + "cannot be read: " + answer(e, "s3:GetObjectVersion"));
    }
  }

  private String folder(String origin) {
    return settings.prefix() + URLEncoder.encode(origin, UTF_8) + "/";
  }

  private String key(String origin, long size) {
    return String.format(Locale.ROOT, "%s%018d-%d", folder(origin), LARGEST - size, size);
  }

  private String where() {
    return "bucket " + settings.bucket();
  }

  private AnchorException failure(String action, SdkException cause) {
    String why =
        cause instanceof AwsServiceException service && service.awsErrorDetails() != null
            ? answer(service, action) + "; is it allowed, and the bucket's name and region right?"
            : "did not answer";
    return new AnchorException(where() + ": " + why, cause);
  }

  /** Shows the service's codes only: its messages may hold anything. */
  private static String answer(AwsServiceException service, String action) {
    String code = service.awsErrorDetails() == null ? "" : service.awsErrorDetails().errorCode();
    return "answered " + service.statusCode() + " " + code + " to " + action;
  }

  @Override
  public void close() {
    client.close();
  }
}
