package dev.eventlogger.spring.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The path to a setting: names, and indexes of items in lists. */
final class SettingPath {

  static final String LOGGERS = "EVENT_LOGGERS";
  private static final String POLICY = "EVENT_POLICY";
  static final String DELIVERY = "delivery";
  private static final int LONGEST_INDEX = 9;
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private SettingPath() {}

  /**
   * The path of a property below the prefix. Names of settings are written with {@code _}; those of
   * logs, users and fields stay as they are.
   */
  static List<Object> of(ConfigurationPropertyName name) {
    return of(name, 1);
  }

  /** The path of a property below a prefix of several elements. */
  static List<Object> of(ConfigurationPropertyName name, int prefix) {
    List<Object> path = new ArrayList<>();
    for (int i = prefix; i < name.getNumberOfElements(); i++) {
      String element = name.getElement(i, Form.ORIGINAL);
      if (name.isNumericIndex(i) && element.length() < LONGEST_INDEX) {
        path.add(Integer.valueOf(element));
      } else if (i == prefix) {
        path.add(section(element));
      } else {
        path.add(isSetting(path) ? snake(element) : element);
      }
    }
    return path;
  }

  private static String snake(String name) {
    return HUMP.matcher(name).replaceAll("_").replace('-', '_').toLowerCase(Locale.ROOT);
  }

  /** The key of a section in capitals, unless it is the starter's own. */
  private static String section(String element) {
    String name = element.toLowerCase(Locale.ROOT).replace('-', '_');
    return switch (name) {
      case "api", "audit", "config", "enabled" -> name;
      default -> "EVENT_" + name.toUpperCase(Locale.ROOT);
    };
  }

  /**
   * Whether the next element is the name of a setting of ours, and not a name that a user chose.
   */
  private static boolean isSetting(List<Object> path) {
    if (path.get(0).equals(LOGGERS)) {
      return path.size() == 2 || (path.size() > 2 && path.get(2).equals(DELIVERY));
    }
    return !path.get(0).equals(POLICY) || path.size() == 1;
  }

  /** The path as places of the configuration are written: {@code EVENT_LOGGERS.db.tables[0]}. */
  static String text(List<Object> path) {
    StringBuilder text = new StringBuilder();
    for (Object element : path) {
      if (element instanceof Integer index) {
        text.append('[').append(index).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(element);
      }
    }
    return text.toString();
  }
}
