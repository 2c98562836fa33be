package dev.eventlogger.testkit.cloudwatch;

import static java.util.Collections.singletonMap;
import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, each checked as the service's model describes it: a value of
 * another JSON type is unreadable, one that breaks a constraint is invalid. For one thread.
 */
final class Parameters {

  private static final Pattern GROUP_NAME = Pattern.compile("[\\.\\-_/#A-Za-z0-9]+");
  private static final Pattern STREAM_NAME = Pattern.compile("[^:*]*");
  private static final int LONGEST_NAME = 512;

  private final Map<?, ?> json;
  private final String place;

  Parameters(Map<?, ?> json) {
    this(json, "");
  }

  private Parameters(Map<?, ?> json, String place) {
    this.json = json;
    this.place = place;
  }

  /** A log group's name. */
  String group() throws ServiceError {
    return matching("logGroupName", required("logGroupName", LONGEST_NAME), GROUP_NAME);
  }

  /** A log stream's name. */
  String stream() throws ServiceError {
    return matching("logStreamName", required("logStreamName", LONGEST_NAME), STREAM_NAME);
  }

  /** The start of a log stream's name, or null. */
  @Nullable String streamPrefix() throws ServiceError {
    String prefix = optional("logStreamNamePrefix", 1, LONGEST_NAME);
    return prefix == null ? null : matching("logStreamNamePrefix", prefix, STREAM_NAME);
  }

  /** The start of a log group's name, or null. */
  @Nullable String groupPrefix() throws ServiceError {
    String prefix = optional("logGroupNamePrefix", 1, LONGEST_NAME);
    return prefix == null ? null : matching("logGroupNamePrefix", prefix, GROUP_NAME);
  }

  private String matching(String name, String value, Pattern pattern) throws ServiceError {
    if (!pattern.matcher(value).matches()) {
      throw broken(name, value, "satisfy regular expression pattern: " + pattern);
    }
    return value;
  }

  /** A text of at least one character. */
  String required(String name, int longest) throws ServiceError {
    String value = optional(name, 1, longest);
    if (value == null) {
      throw broken(name, null, "not be null");
    }
    return value;
  }

  /** A text with a length in characters within limits, or null. */
  @Nullable String optional(String name, int shortest, int longest) throws ServiceError {
    Object value = json.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw unreadable(name, "a string");
    }
    int length = text.codePointCount(0, text.length());
    if (length < shortest) {
      throw broken(name, text, "have length greater than or equal to " + shortest);
    }
    if (length > longest) {
      throw broken(name, text, "have length less than or equal to " + longest);
    }
    return text;
  }

  /** A whole number in a range, or null. */
  @Nullable Long optionalNumber(String name, long least, long most) throws ServiceError {
    Object value = json.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Integer || value instanceof Long)) {
      throw unreadable(name, "a whole number");
    }
    long number = ((Number) value).longValue();
    if (number < least) {
      throw broken(name, value, "have value greater than or equal to " + least);
    }
    if (number > most) {
      throw broken(name, value, "have value less than or equal to " + most);
    }
    return number;
  }

  /** A whole number in a range. */
  long requiredNumber(String name, long least, long most) throws ServiceError {
    Long number = optionalNumber(name, least, most);
    if (number == null) {
      throw broken(name, null, "not be null");
    }
    return number;
  }

  /** A whole number in a range, or a default. */
  long number(String name, long least, long most, long otherwise) throws ServiceError {
    Long number = optionalNumber(name, least, most);
    return number == null ? otherwise : number;
  }

  boolean flag(String name) throws ServiceError {
    Object value = json.get(name);
    if (value != null && !(value instanceof Boolean)) {
      throw unreadable(name, "a boolean");
    }
    return Boolean.TRUE.equals(value);
  }

  /** A list of 1 to a number of items; empty if it is absent. */
  List<?> list(String name, int most) throws ServiceError {
    Object value = json.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw unreadable(name, "a list");
    }
    if (list.isEmpty()) {
      throw broken(name, "[]", "have length greater than or equal to 1");
    }
    if (list.size() > most) {
      throw broken(name, "[…]", "have length less than or equal to " + most);
    }
    return list;
  }

  /** The names of log streams; empty if there are none. */
  List<String> streams(String name, int most) throws ServiceError {
    List<?> values = list(name, most);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Parameters item =
          new Parameters(singletonMap("member", values.get(i)), name + "." + (i + 1) + ".");
      names.add(matching(name, item.required("member", LONGEST_NAME), STREAM_NAME));
    }
    return names;
  }

  /** One item of a list of structures. */
  Parameters item(String name, int index, @Nullable Object value) throws ServiceError {
    if (!(value instanceof Map<?, ?> members)) {
      throw unreadable(name, "a list of structures");
    }
    return new Parameters(members, name + "." + (index + 1) + ".member.");
  }

  /** Tags: at most 50, their keys at most 128 characters long and their values 256. */
  Map<String, String> tags() throws ServiceError {
    Object value = json.get("tags");
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> given)) {
      throw unreadable("tags", "a map");
    }
    if (given.isEmpty() || given.size() > 50) {
      throw broken("tags", "{…}", "have length from 1 to 50");
    }
    Map<String, String> tags = new LinkedHashMap<>();
    for (Map.Entry<?, ?> tag : given.entrySet()) {
      String key = new Parameters(singletonMap("key", tag.getKey()), "tags.").required("key", 128);
      Parameters entry = new Parameters(singletonMap("value", tag.getValue()), "tags.");
      tags.put(key, requireNonNullElse(entry.optional("value", 0, 256), ""));
    }
    return tags;
  }

  private ServiceError broken(String name, @Nullable Object value, String constraint) {
    String shown = value == null ? "Value null" : "Value '" + value + "'";
    return ServiceError.invalid(
        "1 validation error detected: "
            + shown
            + " at '"
            + place
            + name
            + "' failed to satisfy constraint: Member must "
            + constraint);
  }

  private ServiceError unreadable(String name, String expected) {
    return ServiceError.unreadable(place + name + " must be " + expected);
  }
}
