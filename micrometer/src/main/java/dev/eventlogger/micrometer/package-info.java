/** Event Logger's ledger and queues as Micrometer meters. */
@NullMarked
package dev.eventlogger.micrometer;

import org.jspecify.annotations.NullMarked;
