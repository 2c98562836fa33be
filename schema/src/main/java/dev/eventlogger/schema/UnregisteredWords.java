package dev.eventlogger.schema;

import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.schema.registry.EventSchema;
import dev.eventlogger.schema.registry.SchemaRegistry;
import dev.eventlogger.spi.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Words the message for an event whose schema is not registered: which schema that is, and which
 * there are instead. Thread-safe; remembers the last answer, since one mistake affects many events.
 */
final class UnregisteredWords {

  private static final int LONGEST = 200;
  private static final int MOST_LISTED = 8;
  private static final int MOST_COMPARED = 2_000;

  private final SchemaRegistry registry;
  private volatile @Nullable Answer last;

  private record Answer(SchemaRef ref, int registered, String words) {}

  UnregisteredWords(SchemaRegistry registry) {
    this.registry = registry;
  }

  /** The message, without the place. */
  String words(SchemaRef ref) {
    int registered = registry.size();
    Answer known = last;
    if (known == null || !known.ref().equals(ref) || known.registered() != registered) {
      String instead = instead(ref, registry.all());
      known = new Answer(ref, registered, shown(ref) + " is not registered; " + instead);
      last = known;
    }
    return known.words();
  }

  private static String instead(SchemaRef ref, Collection<EventSchema> all) {
    List<String> versions =
        all.stream()
            .map(EventSchema::ref)
            .filter(other -> other.id().equals(ref.id()))
            .map(SchemaRef::version)
            .sorted()
            .toList();
    if (!versions.isEmpty()) {
      return "of this id there are the versions " + listed(versions);
    }
    if (all.isEmpty()) {
      return "there are none; EVENT_SCHEMAS.path says where schemas are";
    }
    TreeSet<String> ids =
        all.stream()
            .limit(MOST_COMPARED)
            .map(schema -> schema.ref().id())
            .collect(Collectors.toCollection(TreeSet::new));
    String nearest = ref.id().length() > LONGEST ? "" : Suggestions.didYouMean(ref.id(), ids);
    return nearest.isEmpty()
        ? "register this id and version, or correct it; registered: " + listed(ids)
        : "register this id and version, or correct it" + nearest;
  }

  private static String listed(Collection<String> names) {
    String listed = names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    return names.size() > MOST_LISTED
        ? listed + " and " + (names.size() - MOST_LISTED) + " more"
        : listed;
  }

  private static String shown(SchemaRef ref) {
    return printable(ref.id()) + " version " + printable(ref.version());
  }

  private static String printable(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return shown.replaceAll("\\p{C}", "\uFFFD");
  }
}
