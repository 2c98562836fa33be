package dev.eventlogger.seal.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * Of each key, the version that was put first is found, wherever pages of the listing end. S3Mock
 * leaves some out after a page that ends within a key, so this test has a listing as S3 documents
 * it: it continues after both markers.
 */
class FirstVersionsTest {

  /** Keys a, b and c, of which b has twelve versions, the newest first. */
  private static final List<ObjectVersion> LISTED = new ArrayList<>();

  static {
    add("a", 1);
    for (int version = 12; version >= 1; version--) {
      add("b", version);
    }
    add("c", 2);
    add("c", 1);
  }

  private static void add(String key, int version) {
    LISTED.add(ObjectVersion.builder().key(key).versionId(key + version).build());
  }

  private static final class Listing implements S3Client {

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
      int from = 0;
      while (from < LISTED.size() && request.keyMarker() != null && !isMarker(from, request)) {
        from++;
      }
      from += request.keyMarker() == null ? 0 : 1;
      int to = Math.min(LISTED.size(), from + request.maxKeys());
      ObjectVersion last = LISTED.get(to - 1);
      boolean isMore = to < LISTED.size();
      return ListObjectVersionsResponse.builder()
          .versions(LISTED.subList(from, to))
          .isTruncated(isMore)
          .nextKeyMarker(isMore ? last.key() : null)
          .nextVersionIdMarker(isMore ? last.versionId() : null)
          .build();
    }

    private static boolean isMarker(int at, ListObjectVersionsRequest request) {
      return Objects.equals(LISTED.get(at).key(), request.keyMarker())
          && Objects.equals(LISTED.get(at).versionId(), request.versionIdMarker());
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 13, 14, 15, 1000})
  void areFoundHoweverLongAPageIs(int most) {
    FirstVersions firsts = new FirstVersions(new Listing(), "bucket", "", most);

    List<String> found = new ArrayList<>();
    for (List<ObjectVersion> some = firsts.next(); !some.isEmpty(); some = firsts.next()) {
      assertThat(some).hasSizeLessThanOrEqualTo(most);
      some.forEach(version -> found.add(version.versionId()));
    }

    assertThat(found).containsExactly("a1", "b1", "c1");
  }

  @Test
  void areOneAfterTheOtherWhereOneIsAskedFor() {
    FirstVersions firsts = new FirstVersions(new Listing(), "bucket", "", 2);

    for (String first : List.of("a1", "b1", "c1")) {
      assertThat(firsts.nextOne()).map(ObjectVersion::versionId).contains(first);
    }
    assertThat(firsts.nextOne()).isEmpty();
  }
}
