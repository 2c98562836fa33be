package dev.eventlogger.server.export;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events with messages that a spreadsheet may misinterpret. */
final class HostileEvents {

  static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123456Z");

  /** A message, and the text that its cell must hold. */
  record Message(String text, String shown) {}

  private HostileEvents() {}

  /** Messages that stay as they are. */
  static List<String> plain() {
    return List.of(
        "=1+1",
        "=HYPERLINK(\"http://example.org\",\"x\")",
        "+cmd|' /C calc'!A0",
        "-1+1",
        "@SUM(1,2)",
        "\t=1+1",
        "\r=1+1",
        " =1+1 ",
        "a\nb",
        "_x003D_1+1",
        "<f>1+1</f>&amp;\"'",
        "\uD83D\uDE00 \u00e4\u4E2D",
        "TRUE",
        "1E5",
        "007",
        "2026-03-01",
        "9007199254740993");
  }

  /** Messages with characters that are escaped. */
  static List<Message> escaped() {
    return List.of(
        new Message("a\u0000b", "a\\u0000b"),
        new Message("\u001b[31m", "\\u001b[31m"),
        new Message("\u202eabc", "\\u202eabc"),
        new Message("\ufffe\uffff", "\\ufffe\\uffff"));
  }

  static List<Event> plainEvents() {
    return events(plain());
  }

  static List<Event> events(List<String> messages) {
    List<Event> events = new ArrayList<>();
    for (String message : messages) {
      events.add(Event.of(EventDraft.named("x").createdAt(TIME).message(message)));
    }
    return events;
  }
}
