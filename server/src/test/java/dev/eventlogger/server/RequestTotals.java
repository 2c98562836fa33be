package dev.eventlogger.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many requests a server has answered with each status, by its own metrics. Stateless. */
final class RequestTotals {

  private static final Pattern LINE =
      Pattern.compile("eventlog_server_requests\\{status=\"(\\d+)\"} ([0-9.]+)");

  private RequestTotals() {}

  /** With headers as name, value, name, value. */
  static Map<Integer, Integer> of(StartedServer server, String... headers) throws Exception {
    Matcher lines = LINE.matcher(server.get("/metrics", headers).body());
    Map<Integer, Integer> totals = new TreeMap<>();
    while (lines.find()) {
      totals.put(Integer.valueOf(lines.group(1)), (int) Double.parseDouble(lines.group(2)));
    }
    return totals;
  }
}
