package dev.eventlogger.schema.registry;

/**
 * The work of evaluating one value against one schema, not counting the schemas inside it: what
 * Vert.x's loops go through besides evaluating those. Immutable.
 *
 * @param names how many names it looks up in every object, and what its patterns take to compile
 * @param perMember how often it goes through the members of an object
 * @param perItem how often it goes through the items of an array
 * @param perCharacter how often it goes through the characters of a text
 * @param failures how many errors Vert.x may make for one value, except for those of members and
 *     items
 * @param isBranch whether Vert.x copies the names that were evaluated before, to evaluate it
 * @param isKept whether Vert.x goes on after a value that does not meet it, and keeps the errors
 */
record Cost(
    int names,
    int perMember,
    int perItem,
    int perCharacter,
    int failures,
    boolean isBranch,
    boolean isKept) {}
