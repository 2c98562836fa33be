package dev.eventlogger.spring.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How names are written, where environment variables cannot say it: {@code
 * EVENTLOGGER_LOGGERS_MYLOG_MAXROWS} means {@code max_rows} of {@code my-log} if other sources have
 * those. For one thread, once.
 */
final class Spellings {

  private final Map<String, Map<String, String>> below = new HashMap<>();

  Spellings() {
    Settings.sections().forEach(section -> note("", section));
    Settings.NAMED.forEach(name -> learn(SettingPath.of(name)));
  }

  /** Takes note of how a setting, and all above it, is written. */
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

  /** A path as it is written elsewhere, as far as it is. */
  List<Object> of(List<Object> path) {
    List<Object> written = new ArrayList<>();
    for (Object element : path) {
      Map<String, String> names = below.getOrDefault(SettingPath.text(written), Map.of());
      written.add(
          element instanceof String name ? names.getOrDefault(uniform(name), name) : element);
    }
    return written;
  }

  private static String uniform(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }
}
