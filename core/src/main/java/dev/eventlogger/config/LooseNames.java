package dev.eventlogger.config;

import dev.eventlogger.config.YamlTree.Entry;
import dev.eventlogger.config.YamlTree.Mapping;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Resolves names that do not show where their words end, as in environment variables: {@code
 * poolsize}, or {@code size} below {@code pool}, may be {@code pool_size}. A name that is known as
 * written is never taken for another. Immutable.
 *
 * @param known the names of all settings
 */
record LooseNames(List<String> known) {

  /** The entries of a mapping, under the names they stand for. */
  List<Entry> of(Mapping mapping) {
    return mapping.entries().stream().flatMap(this::meant).toList();
  }

  private Stream<Entry> meant(Entry entry) {
    if (!entry.isLoose() || known.contains(entry.key())) {
      return Stream.of(entry);
    }
    String uniform = uniform(entry.key());
    List<String> names = known.stream().filter(name -> uniform(name).equals(uniform)).toList();
    if (names.size() == 1) {
      return Stream.of(new Entry(names.get(0), entry.value()));
    }
    return entry.value() instanceof Mapping parts && begins(uniform)
        ? parts.entries().stream().flatMap(part -> meant(joined(entry.key(), part)))
        : Stream.of(entry);
  }

  private boolean begins(String uniform) {
    return known.stream().anyMatch(name -> uniform(name).startsWith(uniform));
  }

  private static Entry joined(String begun, Entry part) {
    return new Entry(begun + "_" + part.key(), part.value(), part.isLoose());
  }

  private static String uniform(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }
}
