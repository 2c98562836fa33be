/** Events in the formats of others: reading their forms, and writing events in them. */
module dev.eventlogger.formats {
  requires transitive dev.eventlogger;

  exports dev.eventlogger.formats;
  exports dev.eventlogger.formats.dialect;
}
