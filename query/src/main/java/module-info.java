/** What a store of events can be asked. */
module dev.eventlogger.query {
  requires transitive dev.eventlogger;

  exports dev.eventlogger.query;

  uses dev.eventlogger.query.EventStore;
}
