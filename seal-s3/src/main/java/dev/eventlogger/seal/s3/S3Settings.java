package dev.eventlogger.seal.s3;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where checkpoints are kept, and for how long nobody may remove them.
 *
 * @param bucket its name
 * @param prefix what the keys begin with; default {@code seals/}
 * @param region default what the environment, the profile or the machine says
 * @param endpoint of a service other than Amazon's; null for the region's own
 * @param profile of the credentials; default the usual chain
 * @param accessKeyId with {@code secretAccessKey}, instead of a profile
 * @param lock Object Lock for each checkpoint; null if the bucket has a rule of its own, or none
 */
record S3Settings(
    String bucket,
    String prefix,
    @Nullable String region,
    @Nullable URI endpoint,
    @Nullable String profile,
    @Nullable String accessKeyId,
    @Nullable String secretAccessKey,
    @Nullable Lock lock) {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9!_.*'()/-]{0,500}");

  /** Who may shorten the time for which an object stays. */
  enum Mode {
    /** Whoever has the permission to. */
    GOVERNANCE,
    /** Nobody. */
    COMPLIANCE
  }

  /**
   * Object Lock, which must be enabled in the bucket.
   *
   * @param mode default {@code compliance}
   * @param days for how long, 1 to 36,500
   */
  record Lock(Mode mode, Integer days) {

    private static final int MOST_DAYS = 36_500;

    Lock {
      mode = requireNonNullElse(mode, Mode.COMPLIANCE);
      if (days == null || days < 1 || days > MOST_DAYS) {
        throw new IllegalArgumentException(
            "days is required: for how many days a checkpoint stays, 1 to " + MOST_DAYS);
      }
    }
  }

  S3Settings {
    prefix = requireNonNullElse(prefix, "seals/");
    new Requirements()
        .that(
            bucket != null && BUCKET.matcher(bucket).matches(),
            "bucket",
            "is required: the name of a bucket, 3 to 63 small letters, digits, dots and hyphens")
        .that(
            PREFIX.matcher(prefix).matches(),
            "prefix",
            "may have letters, digits and characters of !_.*'()/-")
        .that(
            (accessKeyId == null) == (secretAccessKey == null),
            "access_key_id",
            "and secret_access_key go together; give both, or neither to use the environment's"
                + " credentials")
        .that(
            profile == null || accessKeyId == null,
            "profile",
            "and access_key_id are two ways to sign in; remove one")
        .orThrow();
  }

  /** Shows the bucket only: the rest holds secrets. */
  @Override
  public String toString() {
    return "S3Settings[" + bucket + "]";
  }
}
