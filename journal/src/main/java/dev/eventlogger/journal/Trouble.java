package dev.eventlogger.journal;

/**
 * What may be wrong with a journal for a while. Each is logged separately, and again when it is
 * over.
 */
enum Trouble {
  WRITE("cannot be written; callers wait as on_full says", "can be written again"),
  SEGMENT("no segment can be made; callers wait as on_full says", "segments can be made again"),
  FULL("has reached journal_bytes; callers wait as on_full says", "has room again"),
  SLOW("its disk takes longer than callers may wait", "its disk is quick enough again"),
  SYNC("cannot be synced; goes on in another segment", "is synced again"),
  CURSOR(
      "the cursor cannot be written; a restart may deliver events again",
      "the cursor is written again"),
  CURSOR_SYNC(
      "the cursor cannot be synced; a power cut may repeat deliveries",
      "the cursor is synced again"),
  REMOVAL("a settled segment cannot be removed", "settled segments are removed again"),
  READ("cannot be read; what can be is delivered, and the file is kept", "can be read again"),
  NOTES(
      "its notes cannot be written; doctor, and a restart, do not know the latest counts",
      "its notes are written again"),
  FILES(
      "its files were removed while it is at work, and cannot be made again",
      "its files are there again"),
  UPKEEP("maintenance failed", "maintenance works again");

  private final String begun;
  private final String over;

  Trouble(String begun, String over) {
    this.begun = begun;
    this.over = over;
  }

  /** What is wrong, and its consequence. */
  String begun() {
    return begun;
  }

  /** What works again. */
  String over() {
    return over;
  }
}
