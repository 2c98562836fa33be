/**
 * The sink that writes events to a table of H2, PostgreSQL, MariaDB or MySQL, and the store that
 * reads them.
 *
 * <p>{@link dev.eventlogger.sink.db.DbEventLogger} writes, {@link
 * dev.eventlogger.sink.db.DbEventStore} reads. Both go through {@code Database}, which holds the
 * connections and knows the table; what differs between products is in a {@code Dialect}, and what
 * differs between tables in a {@code Layout}.
 */
@NullMarked
package dev.eventlogger.sink.db;

import org.jspecify.annotations.NullMarked;
