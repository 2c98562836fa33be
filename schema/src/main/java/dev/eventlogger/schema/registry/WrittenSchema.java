package dev.eventlogger.schema.registry;

import dev.eventlogger.schema.registry.OwnChecks.OwnCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** A schema while it is written for Vert.x, with its own checks. For one thread. */
final class WrittenSchema {

  private final JsonObject json = new JsonObject(new LinkedHashMap<>());
  private final List<Object> more = new ArrayList<>();
  private final List<OwnCheck> checks = new ArrayList<>();
  private int names;
  private int perMember;
  private int perItem;
  private int perCharacter;
  private int failures;
  private boolean isBranch;
  private boolean isKept;

  /** Adds a keyword for Vert.x. */
  void put(String word, Object value) {
    json.put(word, value);
    failures++;
  }

  /** Adds a schema that must be met as well. */
  void also(Object schema) {
    more.add(schema);
    failures++;
  }

  /** Adds a check of ours. */
  void check(OwnCheck check) {
    checks.add(check);
    failures++;
  }

  /** Counts names that are looked up in every object, or work like it. */
  void looksUp(int count) {
    names += count;
  }

  /** Notes that it is one of several for the same value. */
  void isBranch() {
    isBranch = true;
  }

  /** Notes that errors about it are kept until all members of an object were looked at. */
  void isKept() {
    isKept = true;
  }

  void goesThroughMembers() {
    perMember++;
  }

  void goesThroughItems() {
    perItem++;
  }

  void goesThroughCharacters() {
    perCharacter++;
  }

  void mayFailTimes(int times) {
    failures += times;
  }

  /** The schema to give to Vert.x. */
  JsonObject finished(OwnChecks ownChecks) {
    if (json.containsKey("contains") && !json.containsKey("minContains")) {
      // With maxContains alone, Vert.x accepts an array that contains no such item.
      json.put("minContains", 1);
    }
    if (!more.isEmpty()) {
      JsonArray allOf = json.getJsonArray("allOf", new JsonArray());
      more.forEach(allOf::add);
      json.put("allOf", allOf);
    }
    Cost cost = new Cost(names, perMember, perItem, perCharacter, failures, isBranch, isKept);
    return json.put("format", ownChecks.format(cost, checks));
  }
}
