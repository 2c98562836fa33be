/**
 * A tamper-evident log: a Merkle tree (RFC 6962) of what was sealed, in files that any tool for
 * C2SP's tlog-tiles, tlog-checkpoint and signed-note can check. It knows bytes and ids, but no
 * events.
 */
@NullMarked
package dev.eventlogger.seal;

import org.jspecify.annotations.NullMarked;
