/**
 * Queues, retry and the ledger: what happens to an event once it is accepted. Depends on the
 * journal; only the facade and the command use it.
 */
@NullMarked
package dev.eventlogger.delivery;

import org.jspecify.annotations.NullMarked;
