package dev.eventlogger.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a journal is at a moment, whether or not somebody uses it.
 *
 * @param finding what is in its files
 * @param isOpen whether an event logger has it open
 * @param process the process that has it open, or had it last; "unknown" if it is not known
 * @param bytes bytes of its segments on the disk
 * @param quarantined how many damaged files are kept for people to look at
 * @param notes what its owner wrote down beside it last; empty if nothing was
 * @param notedAt when that was; null if nothing was
 */
public record JournalCondition(
    JournalFiles.Finding finding,
    boolean isOpen,
    String process,
    long bytes,
    int quarantined,
    String notes,
    @Nullable Instant notedAt) {}
