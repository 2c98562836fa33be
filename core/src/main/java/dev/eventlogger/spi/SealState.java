package dev.eventlogger.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a log's seal.
 *
 * @param entries how many there are, including the seal's own records
 * @param sealed when the newest checkpoint was signed; null if there is none
 * @param anchored when an anchor last took a checkpoint; null if none has, or there are no anchors
 * @param problem what is wrong with an anchor or the upkeep; null if all is well
 */
public record SealState(
    long entries, @Nullable Instant sealed, @Nullable Instant anchored, @Nullable String problem) {}
