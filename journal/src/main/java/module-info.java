/**
 * Bytes that survive: an append-only log of records on disk, and files with one owner. On the JDK
 * alone, for everything of ours that writes files, and for anybody else.
 */
module dev.eventlogger.journal {
  requires static transitive org.jspecify;

  exports dev.eventlogger.journal;
  exports dev.eventlogger.journal.file;
}
