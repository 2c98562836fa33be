/**
 * A modular application. It requires only what it calls; sinks on the module path are found by
 * name.
 */
module org.example.modules {
  requires dev.eventlogger;
}
