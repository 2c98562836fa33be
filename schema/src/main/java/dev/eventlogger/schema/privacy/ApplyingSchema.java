package dev.eventlogger.schema.privacy;

/** One schema that has a say about a value. */
record ApplyingSchema(Subschema schema, Applicability reach) {

  /** What a schema seen from here is, seen from where this is. */
  ApplyingSchema then(ApplyingSchema next) {
    return new ApplyingSchema(next.schema, reach.then(next.reach));
  }
}
