package dev.eventlogger.schema;

/**
 * How the data of events was checked so far.
 *
 * @param surelyValid events that the compiled check alone decided
 * @param inFull events that were checked in full
 * @param checkedAgain events of {@code surelyValid} that were also checked in full, as a random
 *     sample
 * @param disagreements those of {@code checkedAgain} that turned out invalid: each is a fault of
 *     this library, was refused, and was reported to the log
 */
public record ValidationCounts(
    long surelyValid, long inFull, long checkedAgain, long disagreements) {}
