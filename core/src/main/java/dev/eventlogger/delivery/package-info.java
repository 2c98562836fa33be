/** Queues, retry and the ledger: what happens to an event after it was accepted. */
@NullMarked
package dev.eventlogger.delivery;

import org.jspecify.annotations.NullMarked;
