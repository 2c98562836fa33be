/** Prints events. Nothing is exported: the sink is found by its name. */
@SuppressWarnings("requires-automatic") // only its annotation is used, at compile time
module dev.eventlogger.sink.console {
  requires dev.eventlogger;
  requires dev.eventlogger.formats;
  requires static com.google.auto.service;

  opens dev.eventlogger.sink.console to
      dev.eventlogger;

  provides dev.eventlogger.spi.BaseEventLogger with
      dev.eventlogger.sink.console.ConsoleEventLogger;
}
