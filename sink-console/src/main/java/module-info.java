/** Prints events. Nothing is exported: the sink is found by its name. */
@SuppressWarnings("requires-automatic") // of which only an annotation is used, when compiling
module dev.eventlogger.sink.console {
  requires dev.eventlogger;
  requires dev.eventlogger.formats;
  requires static com.google.auto.service;

  opens dev.eventlogger.sink.console to
      dev.eventlogger;

  provides dev.eventlogger.spi.BaseEventLogger with
      dev.eventlogger.sink.console.ConsoleEventLogger;
}
