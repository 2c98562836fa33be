package dev.eventlogger.benchmarks.server;

/** All contestants. */
public enum Contestant {
  /** This library's server, queue in memory, each event checked against its schema. */
  MEMORY("Event Logger"),
  /** The same with a journal. */
  JOURNAL("Event Logger, journal"),
  /** In memory, with events that have an id from the client, from which the event's own is made. */
  CLIENT_IDS("Event Logger, clients' ids"),
  /** In memory, for events that name no schema. */
  NO_SCHEMA("Event Logger, no schema"),
  /** The limit: what a request costs Jetty alone. */
  JETTY("Jetty that discards"),
  /** Writes bodies as they are, without parsing them. */
  NGINX("nginx, bodies to a file");

  private final String label;

  Contestant(String label) {
    this.label = label;
  }

  /** The name in tables. */
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
