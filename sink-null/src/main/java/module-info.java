/** Discards events. Nothing is exported: the sink is found by its name. */
@SuppressWarnings("requires-automatic") // only its annotation is used, at compile time
module dev.eventlogger.sink.none {
  requires dev.eventlogger;
  requires static com.google.auto.service;

  opens dev.eventlogger.sink.none to
      dev.eventlogger;

  provides dev.eventlogger.spi.BaseEventLogger with
      dev.eventlogger.sink.none.NullEventLogger;
}
