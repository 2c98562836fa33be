/**
 * Who sent a request, what it may do, and what of it is believed: keys, tokens, origins, addresses,
 * and what is stamped on events. Knows nothing of how requests arrive, nor of how events are kept.
 */
@NullMarked
package dev.eventlogger.server.trust;

import org.jspecify.annotations.NullMarked;
