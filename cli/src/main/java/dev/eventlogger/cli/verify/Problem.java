package dev.eventlogger.cli.verify;

/**
 * Something that should not be. Immutable.
 *
 * @param seal the folder that the number refers to
 * @param number the sequence number of the first entry that it concerns; {@link #NO_NUMBER} if it
 *     concerns none
 * @param words what is wrong, with nothing of an event but its id
 */
public record Problem(String seal, long number, String words) {

  /** For something in the store that was never sealed. */
  public static final long NO_NUMBER = -1;

  /** Returns a line for people. */
  public String line() {
    return number == NO_NUMBER ? words : "number " + number + ": " + words;
  }
}
