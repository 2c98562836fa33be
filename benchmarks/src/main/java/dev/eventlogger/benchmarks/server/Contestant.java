package dev.eventlogger.benchmarks.server;

/** Everybody who takes part. */
public enum Contestant {
  /** This library's server, queue in memory, each event checked against its schema. */
  MEMORY("Event Logger"),
  /** The same with a journal. */
  JOURNAL("Event Logger, journal"),
  /** In memory, and each event has an id of the client's, of which the event's own is made. */
  CLIENT_IDS("Event Logger, clients' ids"),
  /** In memory, for events that name no schema. */
  NO_SCHEMA("Event Logger, no schema"),
  /** The limit: what Jetty takes for a request. */
  JETTY("Jetty that discards"),
  /** Keeps bodies as they come, and looks into none. */
  NGINX("nginx, bodies to a file");

  private final String label;

  Contestant(String label) {
    this.label = label;
  }

  /** What it is called in tables. */
  public String label() {
    return label;
  }

  /** Whether it is this library's. */
  boolean isOwn() {
    return this != JETTY && this != NGINX;
  }

  Requests requests(int events) {
    return new Requests(events, this != NO_SCHEMA, this == CLIENT_IDS);
  }
}
