package dev.eventlogger.schema.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The JSON Schema Test Suite: as a folder with {@code tests} and {@code remotes}, or in the single
 * file that Vert.x makes of it.
 */
final class OfficialSuite {

  /**
   * One schema with the values to check against it.
   *
   * @param draft as the suite calls it, in one word
   * @param file such as {@code optional/format/date}
   */
  record Group(String draft, String file, String description, Object schema, List<Case> cases) {
    String name() {
      return draft + "/" + file + ": " + description;
    }
  }

  /** One value, and whether it is valid. */
  record Case(String description, Object data, boolean isValid) {}

  private static final List<String> DRAFTS =
      List.of("draft4", "draft6", "draft7", "draft2019-09", "draft2020-12");

  final List<Group> groups = new ArrayList<>();

  /** What schemas refer to, by path below http://localhost:1234/. */
  final Map<String, Object> remotes = new LinkedHashMap<>();

  private OfficialSuite() {}

  static OfficialSuite inFolder(Path folder) {
    OfficialSuite suite = new OfficialSuite();
    for (String draft : DRAFTS) {
      Path tests = folder.resolve("tests").resolve(draft);
      for (Path file : jsonFiles(tests)) {
        suite.add(draft, name(tests, file), (List<?>) read(file));
      }
    }
    Path remotes = folder.resolve("remotes");
    jsonFiles(remotes)
        .forEach(file -> suite.remotes.put(name(remotes, file) + ".json", read(file)));
    return suite;
  }

  static OfficialSuite inFile(Path file) {
    OfficialSuite suite = new OfficialSuite();
    Map<?, ?> all = (Map<?, ?>) read(file);
    for (Object each : (List<?>) all.get("suites")) {
      Map<?, ?> one = (Map<?, ?>) each;
      String name = (String) one.get("name");
      int slash = name.indexOf('/');
      suite.add(name.substring(0, slash), name.substring(slash + 1), (List<?>) one.get("value"));
    }
    for (Object each : (List<?>) all.get("remotes")) {
      Map<?, ?> one = (Map<?, ?>) each;
      String name = (String) one.get("name");
      suite.remotes.put(name.replaceFirst("^https?://localhost:1234/", ""), one.get("value"));
    }
    return suite;
  }

  private void add(String draft, String file, List<?> all) {
    for (Object each : all) {
      Map<?, ?> group = (Map<?, ?>) each;
      List<Case> cases = new ArrayList<>();
      for (Object test : (List<?>) group.get("tests")) {
        Map<?, ?> one = (Map<?, ?>) test;
        cases.add(
            new Case((String) one.get("description"), one.get("data"), (Boolean) one.get("valid")));
      }
      String description = (String) group.get("description");
      groups.add(new Group(draft, file, description, group.get("schema"), cases));
    }
  }

  private static List<Path> jsonFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path folder, Path file) {
    String relative = folder.relativize(file).toString().replace('\\', '/');
    return relative.substring(0, relative.length() - ".json".length());
  }

  private static Object read(Path file) {
    try {
      return new JsonReader().read(Files.readString(file, UTF_8));
    } catch (IOException | MalformedJsonException e) {
      throw new AssertionError(file + ": " + e, e);
    }
  }
}
