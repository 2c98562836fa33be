package dev.eventlogger.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What was found about one thing, for people and for programs. For one thread. */
final class Findings {

  private final String title;
  private final ObjectNode json = new ObjectMapper().createObjectNode();
  private final List<String> lines = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();

  /** The findings about a log, a folder or the like. */
  Findings(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** The same for programs. */
  ObjectNode json() {
    return json;
  }

  /** Adds a line for information. */
  void say(String line) {
    lines.add("  " + line);
  }

  /** Adds a line about something that needs a person. */
  void trouble(String line) {
    lines.add("! " + line);
    troubles.add(title + ": " + line);
  }

  /** Adds a line about something that is not well, or not known, but does not need a person yet. */
  void doubt(String line) {
    say(line);
    doubts.add(title + ": " + line);
  }

  /** The lines that keep the command from saying that all is well. */
  List<String> doubts() {
    return doubts;
  }

  /** All lines, below the title. */
  List<String> text() {
    List<String> text = new ArrayList<>(List.of(title));
    text.addAll(lines);
    return text;
  }

  /** The lines that need a person, each with the title. */
  List<String> troubles() {
    return troubles;
  }
}
