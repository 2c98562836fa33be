package dev.eventlogger.schema.privacy;

/** One schema that has a say about a value. */
record View(Subschema schema, Reach reach) {

  /** What a schema seen from here is, seen from where this is. */
  View then(View next) {
    return new View(next.schema, reach.then(next.reach));
  }
}
