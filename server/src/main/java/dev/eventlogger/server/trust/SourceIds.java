package dev.eventlogger.server.trust;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Derives ids of events from the client's own ids, so that an event that is sent again gets the
 * same id, even after a restart and on another node with the same secret. Thread-safe.
 *
 * <p>UUIDv7's layout (RFC 9562, 5.7): 48 bits are the milliseconds of the client's own, uncorrected
 * time; the other 74 are the first of HMAC-SHA-256(secret, source ‖ 0x00 ‖ the client's id), so
 * that nobody can guess the id of somebody else's event.
 */
public final class SourceIds {

  private static final long TIMES = 1L << 48;
  private static final long VERSION = 0x7000;
  private static final long VARIANT = 1L << 63;

  private final ServerSecret secret;

  /** Ids derived with a secret that all servers of one log share. */
  public SourceIds(ServerSecret secret) {
    this.secret = secret;
  }

  /**
   * The id of an event.
   *
   * @param source the caller's key, see {@link Caller#idSpace}
   * @param sourceId the client's own id of the event
   * @param time the client's own, uncorrected time of it
   * @return the id; null for a time that no id can hold: before 1970 or after 10889
   */
  public @Nullable UUID of(String source, String sourceId, Instant time) {
    if (time.getEpochSecond() < 0 || time.getEpochSecond() >= TIMES / 1000) {
      return null;
    }
    ByteBuffer hash = ByteBuffer.wrap(secret.hmac(source, sourceId));
    long first = hash.getLong();
    long next = hash.getShort() & 0xFFFF;
    long high = time.toEpochMilli() << 16 | VERSION | first >>> 52;
    long low = VARIANT | (first << 10 & (VARIANT - 1) >>> 1) | next >>> 6;
    return new UUID(high, low);
  }
}
