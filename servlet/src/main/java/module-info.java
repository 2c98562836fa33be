/** Requests to a servlet container as events. */
module dev.eventlogger.servlet {
  requires transitive dev.eventlogger;
  requires transitive jakarta.servlet;

  exports dev.eventlogger.servlet;
}
