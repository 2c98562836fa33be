package dev.eventlogger.seal.s3;

import com.google.auto.service.AutoService;
import dev.eventlogger.seal.anchor.SealAnchor;
import dev.eventlogger.seal.anchor.SealAnchorProvider;
import dev.eventlogger.spi.SinkConfig;
import java.time.Clock;

/** Makes the anchors named {@code s3}, which keep checkpoints in a bucket. Thread-safe. */
@AutoService(SealAnchorProvider.class)
public final class S3AnchorProvider implements SealAnchorProvider {

  /** For the service loader. */
  public S3AnchorProvider() {}

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public SealAnchor open(SinkConfig config) {
    S3Settings settings = config.as(S3Settings.class);
    return new S3Anchor(settings, S3Connection.open(settings), Clock.systemUTC());
  }
}
