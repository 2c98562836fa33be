package dev.eventlogger.query;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A part of an event that can be compared, sorted by or counted. Immutable.
 *
 * <p>Written as {@code uid}, or with a path as {@code data.element}, {@code context.user.id}. A
 * path leads from object to object by the names of members, but never through a list. A name that
 * contains a dot or a quote is quoted, with its quotes doubled: {@code data."a.b"}, {@code
 * data."say ""hi"""}.
 *
 * @param part the part of the event
 * @param path the names that lead to the value, for {@link Part#DATA} and {@link Part#CONTEXT};
 *     else empty. At most 100 names, each of 1 to 200 characters
 */
public record Field(Part part, List<String> path) {

  /** The parts of an event. */
  public enum Part {
    /** {@link Event#id()}. */
    ID,
    /** {@link Event#createdAt()}, to the microsecond. */
    CREATED_AT,
    /** {@link Event#duration()} in milliseconds, with a fraction. */
    DURATION_MS,
    /** {@link Event#uid()}. */
    UID,
    /** The name of {@link Event#type()}. */
    TYPE,
    /** {@link Event#name()}. */
    NAME,
    /** The name of {@link Event#level()}. */
    LEVEL,
    /** {@link Event#subject()}. */
    SUBJECT,
    /** {@link Event#message()}. */
    MESSAGE,
    /** The id of {@link Event#schema()}. */
    SCHEMA,
    /** The version of {@link Event#schema()}. */
    SCHEMA_VERSION,
    /** A value in {@link Event#data()}. */
    DATA,
    /** A value in {@link Event#context()}. */
    CONTEXT;

    /** Whether it is a JSON object, in which a path leads to a value. */
    public boolean isJson() {
      return this == DATA || this == CONTEXT;
    }

    /** Whether its values are free text. */
    public boolean isText() {
      return switch (this) {
        case UID, NAME, SUBJECT, MESSAGE, SCHEMA, SCHEMA_VERSION -> true;
        default -> false;
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** See {@link Part#ID}. */
  public static final Field ID = new Field(Part.ID, List.of());

  /** See {@link Part#CREATED_AT}. */
  public static final Field CREATED_AT = new Field(Part.CREATED_AT, List.of());

  /** See {@link Part#DURATION_MS}. */
  public static final Field DURATION_MS = new Field(Part.DURATION_MS, List.of());

  /** See {@link Part#UID}. */
  public static final Field UID = new Field(Part.UID, List.of());

  /** See {@link Part#TYPE}. */
  public static final Field TYPE = new Field(Part.TYPE, List.of());

  /** See {@link Part#NAME}. */
  public static final Field NAME = new Field(Part.NAME, List.of());

  /** See {@link Part#LEVEL}. */
  public static final Field LEVEL = new Field(Part.LEVEL, List.of());

  /** See {@link Part#SUBJECT}. */
  public static final Field SUBJECT = new Field(Part.SUBJECT, List.of());

  /** See {@link Part#MESSAGE}. */
  public static final Field MESSAGE = new Field(Part.MESSAGE, List.of());

  /** See {@link Part#SCHEMA}. */
  public static final Field SCHEMA = new Field(Part.SCHEMA, List.of());

  /** See {@link Part#SCHEMA_VERSION}. */
  public static final Field SCHEMA_VERSION = new Field(Part.SCHEMA_VERSION, List.of());

  private static final int MOST_NAMES = 100;
  private static final int LONGEST_NAME = 200;
  private static final String KNOWN =
      Arrays.stream(Part.values())
          .map(part -> part.isJson() ? part + ".<path>" : part.toString())
          .collect(Collectors.joining(", "));

  public Field {
    requireNonNull(part, "part");
    path = List.copyOf(path);
    if (part.isJson() == path.isEmpty()) {
      throw new IllegalArgumentException(
          part + (part.isJson() ? " needs a path, such as " + part + ".element" : " has no path"));
    }
    if (path.size() > MOST_NAMES) {
      throw new IllegalArgumentException(part + ": a path has at most " + MOST_NAMES + " names");
    }
    for (String name : path) {
      if (name.isEmpty() || name.length() > LONGEST_NAME || !CodePoints.isStorable(name)) {
        throw new IllegalArgumentException(
            part
                + ": a name in a path has 1 to "
                + LONGEST_NAME
                + " characters, all of them Unicode");
      }
    }
  }

  /** A value in the event's data. */
  public static Field data(String... path) {
    return new Field(Part.DATA, List.of(path));
  }

  /** A value in the event's context. */
  public static Field context(String... path) {
    return new Field(Part.CONTEXT, List.of(path));
  }

  /**
   * Parses a field as {@link #toString} writes it; {@code event_type} and {@code event_data.} are
   * understood too.
   *
   * @throws IllegalArgumentException if it is no field, saying what is right
   */
  public static Field parse(String text) {
    int dot = text.indexOf('.');
    String word = dot < 0 ? text : text.substring(0, dot);
    Part part =
        switch (word) {
          case "event_type" -> Part.TYPE;
          case "event_data" -> Part.DATA;
          default -> part(word, text);
        };
    if (dot < 0) {
      return new Field(part, List.of());
    }
    if (!part.isJson()) {
      throw new IllegalArgumentException(part + " has no path" + data(text));
    }
    return new Field(part, PathText.read(text, dot + 1));
  }

  private static Part part(String word, String text) {
    for (Part part : Part.values()) {
      if (part.toString().equals(word)) {
        return part;
      }
    }
    List<String> known = Arrays.stream(Part.values()).map(Part::toString).toList();
    String meant = Suggestions.didYouMean(word, known);
    throw new IllegalArgumentException(
        "unknown field \"" + PathText.shown(text) + "\"" + meant + " (known: " + KNOWN + ")");
  }

  private static String data(String text) {
    return "; for a member of the data, write data." + PathText.shown(text);
  }

  /**
   * The values that conditions compare, of this field in an event.
   *
   * <p>For a path: the text, number or boolean that it leads to; if it leads to a list, the items
   * that are one of these; otherwise none. For the other parts: the value, if there is one; types
   * and levels by their name.
   *
   * @return {@code String}, {@code Number}, {@code Boolean}, {@code Instant} and {@code UUID}
   */
  public List<Object> scalars(Event event) {
    return Scalars.of(event, this);
  }

  /** The scalars of a value that a path leads to: itself, or those among its items, or none. */
  public static List<Object> scalarsOf(@Nullable Object value) {
    return Scalars.of(value);
  }

  /** Whether events can be sorted by it: not by a message, nor by data or context. */
  public boolean isSortable() {
    return !part.isJson() && part != Part.MESSAGE;
  }

  /**
   * Whether events can be counted by it: by texts except messages, by constants, data and context.
   */
  public boolean isCountable() {
    return switch (part) {
      case ID, CREATED_AT, DURATION_MS, MESSAGE -> false;
      default -> true;
    };
  }

  /** Whether it may have numbers to measure: the duration, data and context. */
  public boolean isMeasurable() {
    return part.isJson() || part == Part.DURATION_MS;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>(List.of(part.toString()));
    path.forEach(name -> words.add(PathText.quoted(name)));
    return String.join(".", words);
  }
}
