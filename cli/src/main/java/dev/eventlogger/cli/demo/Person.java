package dev.eventlogger.cli.demo;

import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who uses the product.
 *
 * @param uid null for somebody who has not signed in
 * @param role {@code admin}, {@code analyst}, {@code editor} or {@code viewer}
 * @param groups the departments, most people being in one
 * @param offset where the person's day begins
 * @param zeal how soon a new feature is tried: 0 at once, 1 never
 */
record Person(
    @Nullable String uid,
    String role,
    List<String> groups,
    ZoneOffset offset,
    String agent,
    String address,
    double zeal) {

  Person {
    groups = List.copyOf(groups);
  }

  boolean is(String one, String other) {
    return role.equals(one) || role.equals(other);
  }
}
