/**
 * The journal: an append-only log of records on disk, which outlives the process. It depends on the
 * JDK alone, and can be used by itself.
 *
 * <p>{@link dev.eventlogger.journal.Journal} is the entry point. Callers' threads go through {@link
 * dev.eventlogger.journal.SegmentWriter}, the log's thread through {@link
 * dev.eventlogger.journal.JournalReader}; a thread of its own, {@link
 * dev.eventlogger.journal.Maintenance}, does what neither should wait for.
 */
@NullMarked
package dev.eventlogger.journal;

import org.jspecify.annotations.NullMarked;
