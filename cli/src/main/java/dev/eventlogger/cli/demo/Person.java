package dev.eventlogger.cli.demo;

import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user of the product.
 *
 * @param uid null for somebody who has not signed in
 * @param role {@code admin}, {@code analyst}, {@code editor}, {@code viewer}, or {@code guest} if
 *     not signed in
 * @param groups the departments, mostly one
 * @param offset the offset from UTC where the person lives
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
