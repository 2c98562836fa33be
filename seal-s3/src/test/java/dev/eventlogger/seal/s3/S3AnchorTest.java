package dev.eventlogger.seal.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.Section;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.NoteTaker;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.anchor.SealAnchor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects that somebody added do not hide those that were kept. */
@Timeout(60)
class S3AnchorTest {

  private static final String ORIGIN = "log";

  @TempDir private Path folder;
  private byte[] checkpoint;

  @BeforeEach
  void sign() throws Exception {
    OperatorKey key = OperatorKey.make(ORIGIN, folder.resolve("key"));
    checkpoint = Note.sign(new Checkpoint(ORIGIN, 7, new byte[32]).text(), key).toBytes();
  }

  /** A bucket with an object of each kind; S3 lists by key. */
  private final class Bucket implements S3Client {

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
      return ListObjectVersionsResponse.builder()
          .versions(
              version("archived", 200),
              version("huge", 5_000_000_000L),
              version("junk", 4),
              version("kept", 200))
          .isTruncated(false)
          .build();
    }

    private static ObjectVersion version(String key, long size) {
      return ObjectVersion.builder().key(key).versionId("1").size(size).build();
    }

    @Override
    public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest get) {
      return switch (get.key()) {
        case "archived" ->
            throw S3Exception.builder()
                .statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("InvalidObjectState").build())
                .build();
        case "junk" -> answer("junk".getBytes(UTF_8));
        case "kept" -> answer(checkpoint);
        default -> throw new IllegalStateException(get.key() + " was read");
      };
    }

    private static ResponseBytes<GetObjectResponse> answer(byte[] bytes) {
      return ResponseBytes.fromByteArray(GetObjectResponse.builder().build(), bytes);
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

  @Test
  void goesOnBehindWhatCannotBeRead() throws Exception {
    S3Settings settings = Section.of("seal", Map.of("bucket", "seals")).as(S3Settings.class);
    List<byte[]> all = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    NoteTaker taker =
        new NoteTaker() {
          @Override
          public void accept(byte[] note) {
            all.add(note);
          }

          @Override
          public void unreadable(String what) {
            unreadable.add(what);
          }
        };
    try (SealAnchor anchor = new S3Anchor(settings, new Bucket(), Clock.systemUTC())) {
      anchor.each(ORIGIN, taker);

      assertThat(all).containsExactly("junk".getBytes(UTF_8), checkpoint);
      assertThat(unreadable)
          .containsExactly(
              "object archived: cannot be read: answered 403 InvalidObjectState to"
                  + " s3:GetObjectVersion",
              "object huge: is no checkpoint: it has 5000000000 bytes");
      assertThat(anchor.newest(ORIGIN)).contains(checkpoint);
    }
  }
}
