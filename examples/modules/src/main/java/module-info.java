/**
 * An application of modules. It requires what it calls; the sinks beside it are found by their
 * names.
 */
module org.example.modules {
  requires dev.eventlogger;
}
