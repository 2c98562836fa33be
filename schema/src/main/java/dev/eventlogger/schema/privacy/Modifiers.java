package dev.eventlogger.schema.privacy;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The modifiers of an event logger, in the order in which they were added. They apply to every
 * event with a schema, whenever that was registered. Thread-safe.
 */
public final class Modifiers {

  private final List<EventModifier> modifiers = new CopyOnWriteArrayList<>();

  /** Has no modifiers yet. */
  public Modifiers() {}

  /** Adds a modifier, to run after those added before. */
  public void add(EventModifier modifier) {
    modifiers.add(requireNonNull(modifier, "modifier"));
  }

  /** Removes a modifier; has no effect if it was not added. */
  public void remove(EventModifier modifier) {
    modifiers.remove(modifier);
  }

  /**
   * Runs the modifiers, each on a copy of what the one before returned.
   *
   * @param data not changed
   * @return the same map if there are no modifiers
   * @throws ModifierException if the data cannot be copied, or a modifier throws or returns null
   */
  public Map<String, ?> apply(SchemaRef schema, Map<String, ?> data) throws ModifierException {
    if (modifiers.isEmpty()) {
      return data; // the usual case, without an iterator
    }
    Map<String, ?> modified = data;
    for (EventModifier modifier : modifiers) {
      modified = modify(modifier, schema, modified);
    }
    return modified;
  }

  private static Map<String, ?> modify(
      EventModifier modifier, SchemaRef schema, Map<String, ?> data) throws ModifierException {
    Map<String, ?> copy;
    try {
      copy = DataCopy.of(data);
    } catch (DataCopy.UncopiedException e) {
      throw new ModifierException(e.problem().within("/event_data"));
    } catch (RuntimeException | StackOverflowError e) {
      throw new ModifierException(
          new Problem("/event_data", "cannot be read: " + e.getClass().getName()));
    }
    String name = "modifier " + modifier.getClass().getName();
    @Nullable Map<String, ?> modified;
    try {
      modified = modifier.modify(schema, copy);
    } catch (Throwable e) {
      throw new ModifierException(
          new Problem("", name + " threw " + ApplicationFailures.describe(e)));
    }
    if (modified == null) {
      throw new ModifierException(
          new Problem("", name + " returned null; it must return the data to record"));
    }
    return modified;
  }
}
