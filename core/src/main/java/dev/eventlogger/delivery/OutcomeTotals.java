package dev.eventlogger.delivery;

/**
 * How many events of one type had which outcome.
 *
 * @param accepted taken by every log that wanted them
 * @param filtered refused by the policy, or wanted by no log
 * @param invalid could not be recorded as they were
 * @param dropped not taken by at least one log
 */
public record OutcomeTotals(long accepted, long filtered, long invalid, long dropped) {}
