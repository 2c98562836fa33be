/** What others call an event: reading it in their forms, and writing ours in them. */
module dev.eventlogger.formats {
  requires transitive dev.eventlogger;

  exports dev.eventlogger.formats;
  exports dev.eventlogger.formats.dialect;
}
