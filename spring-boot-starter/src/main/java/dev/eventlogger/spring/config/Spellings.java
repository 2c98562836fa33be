package dev.eventlogger.spring.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How names are spelled, which environment variables cannot express: {@code
 * EVENTLOGGER_LOGGERS_MYLOG_MAXROWS}, or {@code …_MY_LOG_MAX_ROWS}, means {@code max_rows} of
 * {@code my-log} if these names are known. For one thread, once.
 */
final class Spellings {

  private static final String OF_ALL_LOGS = "EVENT_DELIVERY";
  private static final int OF_A_LOG = 3;

  private final Map<String, Map<String, String>> below = new HashMap<>();

  Spellings() {
    Settings.sections().forEach(section -> note("", section));
    Settings.NAMED.forEach(name -> learn(SettingPath.of(name)));
  }

  /** Notes how a setting, and every name above it, is spelled. */
  void learn(List<Object> path) {
    for (int end = 0; end < path.size(); end++) {
      if (path.get(end) instanceof String name) {
        note(SettingPath.text(path.subList(0, end)), name);
      }
    }
  }

  private void note(String parent, String name) {
    below.computeIfAbsent(parent, first -> new HashMap<>()).putIfAbsent(uniform(name), name);
  }

  /** A path in the known spelling, as far as there is one; several words may be one name. */
  List<Object> of(List<Object> path) {
    List<Object> written = new ArrayList<>();
    int next = 0;
    while (next < path.size()) {
      int end = path.size();
      String name = null;
      while (end > next && (name = name(written, path.subList(next, end))) == null) {
        end--;
      }
      written.add(name == null ? path.get(next) : name);
      next = name == null ? next + 1 : end;
    }
    return written;
  }

  /** The known name that some words spell; null if there is none. */
  private @Nullable String name(List<Object> parent, List<Object> words) {
    StringBuilder joined = new StringBuilder();
    for (Object word : words) {
      if (!(word instanceof String text)) {
        return null;
      }
      joined.append(uniform(text));
    }
    String name = known(SettingPath.text(parent)).get(joined.toString());
    return name == null && isDeliveryOfALog(parent)
        ? known(likeAll(parent)).get(joined.toString())
        : name;
  }

  private Map<String, String> known(String parent) {
    return below.getOrDefault(parent, Map.of());
  }

  private static boolean isDeliveryOfALog(List<Object> path) {
    return path.size() >= OF_A_LOG
        && path.get(0).equals(SettingPath.LOGGERS)
        && path.get(OF_A_LOG - 1).equals(SettingPath.DELIVERY);
  }

  /** A log's delivery has the same settings as that of all logs. */
  private static String likeAll(List<Object> delivery) {
    List<Object> all = new ArrayList<>(List.of(OF_ALL_LOGS));
    all.addAll(delivery.subList(OF_A_LOG, delivery.size()));
    return SettingPath.text(all);
  }

  private static String uniform(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }
}
