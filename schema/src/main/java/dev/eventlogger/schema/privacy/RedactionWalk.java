package dev.eventlogger.schema.privacy;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.JsonValues;
import dev.eventlogger.event.MemberNames;
import dev.eventlogger.event.ValueText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Redacts one event: goes through its data and, in parallel, through everything that its schema
 * says.
 */
final class RedactionWalk {

  private static final String MASK = "****";
  private static final int MOST_VALUES = 1_000_000;

  /** Stands for a property or an item that is to be left out. */
  private static final Object GONE = new Object();

  private final @Nullable Allowed allowed;
  private final @Nullable HashKey hashKey;
  private final boolean onlyDescribed;
  private final NameSearch search = new NameSearch();
  private int left = MOST_VALUES;

  /**
   * Redacts one event.
   *
   * @param allowed null if categories are ignored
   * @param onlyDescribed whether to leave out what the schema does not describe
   */
  RedactionWalk(@Nullable Allowed allowed, @Nullable HashKey hashKey, boolean onlyDescribed) {
    this.allowed = allowed;
    this.hashKey = hashKey;
    this.onlyDescribed = onlyDescribed;
  }

  /** The event's data, redacted; the same map if nothing had to be. */
  Map<?, ?> redact(Map<?, ?> data, Subschema root) {
    Set<ApplyingSchema> views = new LinkedHashSet<>();
    views.add(new ApplyingSchema(root, Applicability.CERTAIN));
    ApplyingSchemas.expand(views, data, this::isWanted);
    return object(data, views, new Place(1, allowed));
  }

  /**
   * A place in the event.
   *
   * @param depth 1 for the data itself
   * @param allowed null if categories are ignored there
   */
  private record Place(int depth, @Nullable Allowed allowed) {

    Place below(String property) {
      boolean isFree = depth == 1 && allowed != null && allowed.properties().contains(property);
      return new Place(depth + 1, isFree ? null : allowed);
    }
  }

  private Map<?, ?> object(Map<?, ?> map, Collection<ApplyingSchema> views, Place place) {
    Map<@Nullable Object, @Nullable Object> changed = null;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object before = entry.getValue();
      Object after = property(name(entry.getKey()), before, views, place);
      if (after != before) {
        changed = changed == null ? new LinkedHashMap<>(map) : changed;
        if (after == GONE) {
          changed.remove(entry.getKey());
        } else {
          changed.put(entry.getKey(), after);
        }
      }
    }
    return changed == null ? map : Collections.unmodifiableMap(changed);
  }

  /** The name of a key; if it has none, the writer will refuse the event. */
  private static String name(@Nullable Object key) {
    String name = MemberNames.of(key);
    return name == null ? String.valueOf(key) : name;
  }

  private @Nullable Object property(
      String name, @Nullable Object value, Collection<ApplyingSchema> parents, Place place) {
    Set<ApplyingSchema> views = new LinkedHashSet<>();
    try {
      parents.forEach(parent -> parent.schema().property(name, search, parent.reach(), views));
    } catch (NameSearch.UndecidedException e) {
      return GONE; // it may be secret
    }
    Object opened = expanded(views, value);
    Place below = place.below(name);
    boolean isUndeclared = place.depth() == 1 && allowed != null && !isDeclared(views);
    return value(value, opened, views, isUndeclared ? Treatment.NULL : Treatment.KEEP, below);
  }

  private Collection<?> array(Collection<?> items, Collection<ApplyingSchema> views, Place place) {
    List<@Nullable Object> all = new ArrayList<>(items.size());
    boolean isChanged = false;
    int index = 0;
    for (Object before : items) {
      Object after = item(index++, before, views, place);
      isChanged |= after != before;
      if (after != GONE) {
        all.add(after);
      }
    }
    return isChanged ? Collections.unmodifiableList(all) : items;
  }

  private @Nullable Object item(
      int index, @Nullable Object value, Collection<ApplyingSchema> parents, Place place) {
    Set<ApplyingSchema> views = new LinkedHashSet<>();
    parents.forEach(parent -> parent.schema().item(index, parent.reach(), views));
    Object opened = expanded(views, value);
    Place below = new Place(place.depth() + 1, place.allowed());
    return value(value, opened, views, Treatment.KEEP, below);
  }

  private @Nullable Object expanded(Set<ApplyingSchema> views, @Nullable Object value) {
    views.removeIf(view -> !isWanted(view.schema()));
    if (views.isEmpty()) {
      return value;
    }
    Object opened = JsonValues.open(value);
    ApplyingSchemas.expand(views, opened, this::isWanted);
    return opened;
  }

  private boolean isWanted(Subschema schema) {
    return schema.matters || onlyDescribed;
  }

  private @Nullable Object value(
      @Nullable Object value,
      @Nullable Object opened,
      Collection<ApplyingSchema> views,
      Treatment atLeast,
      Place place) {
    if (--left < 0) {
      return null;
    }
    if (onlyDescribed && views.stream().noneMatch(RedactionWalk::describes)) {
      return GONE;
    }
    Treatment treatment = atLeast;
    for (ApplyingSchema view : views) {
      treatment = treatment.and(treatment(view, place));
    }
    return switch (treatment) {
      case REMOVE -> GONE;
      case NULL -> null;
      case MASK -> MASK;
      case HASH -> hash(value);
      case KEEP -> kept(value, opened, views, place);
    };
  }

  private static Treatment treatment(ApplyingSchema view, Place place) {
    Set<String> categories = view.schema().categories;
    boolean isForbidden =
        place.allowed() != null
            && categories != null
            && view.reach() == Applicability.CERTAIN
            && !place.allowed().categories().containsAll(categories);
    return isForbidden ? view.schema().treatment.and(Treatment.NULL) : view.schema().treatment;
  }

  private static boolean isDeclared(Collection<ApplyingSchema> views) {
    return views.stream()
        .anyMatch(
            view -> view.reach() == Applicability.CERTAIN && view.schema().categories != null);
  }

  private static boolean describes(ApplyingSchema view) {
    return view.reach() != Applicability.NEGATED && !view.schema().isFalse;
  }

  private @Nullable Object hash(@Nullable Object value) {
    try {
      return requireNonNull(hashKey, "checked at registration").hash(ValueText.of(value));
    } catch (IllegalArgumentException e) {
      return MASK; // it is no JSON, so its hash could be compared with nothing
    }
  }

  /** A value that stays, except for what is redacted inside it. */
  private @Nullable Object kept(
      @Nullable Object value,
      @Nullable Object opened,
      Collection<ApplyingSchema> views,
      Place place) {
    if (views.isEmpty()) {
      return value;
    }
    if (opened instanceof Map<?, ?> || opened instanceof Collection<?>) {
      if (place.depth() > CanonicalJson.MAX_DEPTH) {
        return null; // deeper than any event may be, such as a map that contains itself
      }
      Object after =
          opened instanceof Map<?, ?> map
              ? object(map, views, place)
              : array((Collection<?>) opened, views, place);
      return after == opened ? value : after;
    }
    // In an invalid event, a text may hold everything that was to be redacted in parts.
    boolean isSuspect =
        onlyDescribed && value != null && views.stream().anyMatch(v -> v.schema().mattersBelow());
    return isSuspect ? GONE : value;
  }
}
