package dev.eventlogger.cli.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The product's users: a few use it all day, most now and then; the earlier in the list, the more
 * often. Immutable.
 */
final class People {

  static final int HOW_MANY = 400;

  private static final List<String> FIRST =
      List.of(
          "ada", "amir", "anna", "ben", "carla", "chen", "dana", "david", "elif", "emma", "farid",
          "grace", "hana", "ines", "ivan", "jonas", "julia", "kavya", "kofi", "lars", "lea", "leo",
          "lina", "luis", "maria", "mei", "mila", "nadia", "noah", "nora", "olga", "omar", "paul",
          "priya", "rosa", "sam", "sara", "tom", "vera", "yuki");
  private static final List<String> LAST =
      List.of(
          "abe", "bauer", "costa", "dubois", "eriksen", "fischer", "garcia", "haddad", "iyer",
          "jansen", "kim", "lopez", "meyer", "novak", "okafor", "patel", "rossi", "silva", "tanaka",
          "weber");
  private static final List<String> GROUPS =
      List.of("finance", "marketing", "operations", "research", "sales");
  private static final List<ZoneOffset> OFFSETS =
      List.of(
          ZoneOffset.ofHours(1),
          ZoneOffset.ofHours(1),
          ZoneOffset.ofHours(0),
          ZoneOffset.ofHours(-5),
          ZoneOffset.ofHoursMinutes(5, 30));
  private static final String WINDOWS =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ";
  private static final String MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ";
  private static final List<String> AGENTS =
      List.of(
          WINDOWS + "Chrome/147.0.0.0 Safari/537.36",
          WINDOWS + "Chrome/147.0.0.0 Safari/537.36 Edg/147.0.0.0",
          MAC + "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36",
          MAC + "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
          "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 "
              + "(KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1");

  private final List<Person> people;

  private People(List<Person> people) {
    this.people = List.copyOf(people);
  }

  static People of(Dice dice) {
    Set<String> uids = new LinkedHashSet<>();
    while (uids.size() < HOW_MANY) {
      uids.add(dice.pick(FIRST) + "." + dice.pick(LAST));
    }
    List<Person> people = new ArrayList<>();
    for (String uid : uids) {
      people.add(person(uid, people.size(), dice));
    }
    return new People(people);
  }

  private static Person person(String uid, int place, Dice dice) {
    List<String> groups = new ArrayList<>(List.of(GROUPS.get(place % GROUPS.size())));
    if (dice.chance(0.1)) {
      groups.add("steering");
    }
    return new Person(
        uid,
        role(dice.fraction()),
        groups,
        dice.pick(OFFSETS),
        dice.pickPopular(AGENTS),
        address(dice),
        dice.fraction());
  }

  private static String role(double share) {
    if (share < 0.03) {
      return "admin";
    }
    if (share < 0.40) {
      return "analyst";
    }
    return share < 0.62 ? "editor" : "viewer";
  }

  /** A truncated address, as the server keeps them, from four networks that belong to nobody. */
  private static String address(Dice dice) {
    return switch (dice.between(0, 9)) {
      case 0 -> "192.0.2.0";
      case 1 -> String.format(Locale.ROOT, "2001:db8:%x::", dice.between(1, 12));
      case 2, 3 -> "198.51.100.0";
      default -> "10.20." + dice.between(1, 9) + ".0";
    };
  }

  /** Somebody likely to work at this time; one in 33 has not signed in. */
  Person at(Instant time, Dice dice) {
    Person person = dice.pickPopular(people);
    for (int i = 0; i < 50 && !dice.chance(Rhythm.at(time, person.offset())); i++) {
      person = dice.pickPopular(people);
    }
    return dice.chance(0.03) ? guest(person) : person;
  }

  /** How likely it is that anybody works at a time. */
  static double anybody(Instant time) {
    return OFFSETS.stream().mapToDouble(offset -> Rhythm.at(time, offset)).average().orElse(0);
  }

  private static Person guest(Person host) {
    return new Person(
        null, "guest", List.of(), host.offset(), host.agent(), host.address(), host.zeal());
  }
}
