package dev.eventlogger.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The ways in which the product fails. A failure's message varies, its stack does not. */
enum Failure {
  CHART_LEGEND(
      "TypeError",
      "Cannot read properties of undefined (reading 'series') in chart %s",
      "layoutLegend (/assets/charts.js:412:31)",
      "renderChart (/assets/charts.js:96:5)",
      "refresh (/assets/dashboard.js:57:12)"),
  QUERY_TIMEOUT(
      "com.example.lumen.QueryTimeoutException",
      "%s took longer than 30 s",
      "com.example.lumen.warehouse.Connection.await(Connection.java:118)",
      "com.example.lumen.query.QueryRunner.run(QueryRunner.java:64)",
      "com.example.lumen.web.QueryEndpoint.post(QueryEndpoint.java:41)"),
  NO_PERMISSION(
      "com.example.lumen.PermissionDeniedException",
      "may not share %s",
      "com.example.lumen.access.Permissions.require(Permissions.java:77)",
      "com.example.lumen.share.Sharing.share(Sharing.java:29)",
      "com.example.lumen.web.ShareEndpoint.post(ShareEndpoint.java:33)"),
  EXPORT_FAILED(
      "java.io.IOException",
      "No space left on device, while %s was written",
      "java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)",
      "com.example.lumen.export.XlsxWriter.flush(XlsxWriter.java:203)",
      "com.example.lumen.export.Exports.export(Exports.java:58)"),
  FORECAST_DIVERGED(
      "com.example.lumen.ForecastException",
      "the model of %s does not converge",
      "com.example.lumen.forecast.Arima.fit(Arima.java:341)",
      "com.example.lumen.forecast.Forecasts.forecast(Forecasts.java:88)",
      "com.example.lumen.functions.FunctionCall.run(FunctionCall.java:52)"),
  OFFLINE(
      "TypeError",
      "Failed to fetch %s",
      "send (/assets/http.js:23:18)",
      "load (/assets/page.js:14:9)");

  private static final int HASH_BYTES = 8;

  private final String type;
  private final String message;
  private final String stack;

  Failure(String type, String message, String... frames) {
    this.type = type;
    this.message = message;
    this.stack = "\n\tat " + String.join("\n\tat ", frames);
  }

  String message(String about) {
    return message.replace("%s", about);
  }

  /** What event data says of an error: its type, the hash of its stack, and the stack. */
  Map<String, Object> data(String about) {
    String trace = type + ": " + message(about) + stack;
    return Members.of("type", type, "hash", hash(), "stack_trace", trace);
  }

  private String hash() {
    try {
      byte[] way = (type + stack).replaceAll("\\d", "").getBytes(UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(way);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
