/**
 * Bytes that survive: an append-only log of records on disk, and files with one owner. Depends on
 * the JDK alone; for all of our code that writes files, and for anybody else.
 */
module dev.eventlogger.journal {
  requires static transitive org.jspecify;

  exports dev.eventlogger.journal;
  exports dev.eventlogger.journal.file;
}
