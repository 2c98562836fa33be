package dev.eventlogger.schema.privacy;

/** A schema that applies to a value, and how. */
record ApplyingSchema(Subschema schema, Applicability reach) {

  /** The given schema, which applies at this one, as it applies at the value. */
  ApplyingSchema then(ApplyingSchema next) {
    return new ApplyingSchema(next.schema, reach.then(next.reach));
  }
}
