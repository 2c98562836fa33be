/** What a store of events can be asked. */
module dev.eventlogger.query {
  requires transitive dev.eventlogger;

  exports dev.eventlogger.query;
  exports dev.eventlogger.query.export;
  exports dev.eventlogger.query.text;

  uses dev.eventlogger.query.EventStore;
}
