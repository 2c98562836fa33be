package dev.eventlogger.seal.s3;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * Finds, of each object below a prefix, the version that was put first, however many others or
 * markers were put on top of it. In the order of keys. For one thread, once.
 *
 * <p>S3 lists the versions of a key from the newest to the oldest.
 */
final class FirstVersions {

  private final Iterator<ObjectVersion> versions;
  private final int most;
  private @Nullable ObjectVersion ahead;

  /**
   * Lists nothing yet.
   *
   * @param most how many are listed, and returned, at once
   */
  FirstVersions(S3Client client, String bucket, String prefix, int most) {
    this.most = most;
    versions =
        client
            .listObjectVersionsPaginator(
                ListObjectVersionsRequest.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .maxKeys(most)
                    .build())
            .versions()
            .iterator();
  }

  /** The next ones; empty at the end. */
  List<ObjectVersion> next() {
    List<ObjectVersion> some = new ArrayList<>();
    while (some.size() < most && (ahead != null || versions.hasNext())) {
      some.add(ofOneKey());
    }
    return some;
  }

  /** The next one; empty at the end. */
  Optional<ObjectVersion> nextOne() {
    boolean isMore = ahead != null || versions.hasNext();
    return isMore ? Optional.of(ofOneKey()) : Optional.empty();
  }

  private ObjectVersion ofOneKey() {
    ObjectVersion oldest = ahead == null ? versions.next() : ahead;
    ahead = null;
    while (ahead == null && versions.hasNext()) {
      ObjectVersion next = versions.next();
      if (next.key().equals(oldest.key())) {
        oldest = next;
      } else {
        ahead = next;
      }
    }
    return oldest;
  }
}
