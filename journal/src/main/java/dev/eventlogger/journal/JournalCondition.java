package dev.eventlogger.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a journal at one moment, whether or not it is in use.
 *
 * @param finding what is in its files
 * @param isOpen whether an event logger has it open
 * @param process the process that has it open, or had it last; "unknown" if it is not known
 * @param bytes bytes of its segments on the disk
 * @param quarantined how many damaged files are kept for people to look at
 * @param notes the text that its owner last kept beside it; empty if there is none
 * @param notedAt when that was written; null if there is none
 */
public record JournalCondition(
    JournalFiles.Finding finding,
    boolean isOpen,
    String process,
    long bytes,
    int quarantined,
    String notes,
    @Nullable Instant notedAt) {}
