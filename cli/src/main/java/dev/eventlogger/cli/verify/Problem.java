package dev.eventlogger.cli.verify;

/**
 * Something that ought not to be. Immutable.
 *
 * @param seal the folder that the number is of
 * @param number the sequence number of the first entry that it concerns; {@link #NO_NUMBER} if it
 *     concerns none
 * @param words what is wrong, without anything of an event but its id
 */
public record Problem(String seal, long number, String words) {

  /** For what is in the store, and never was sealed. */
  public static final long NO_NUMBER = -1;

  /** As a line for people. */
  public String line() {
    return number == NO_NUMBER ? words : "number " + number + ": " + words;
  }
}
