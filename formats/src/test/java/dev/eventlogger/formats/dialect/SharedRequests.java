package dev.eventlogger.formats.dialect;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests of real clients, from outside the repository; tests are skipped if they are absent. */
final class SharedRequests {

  static final Path DATA =
      Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data");

  private static final Pattern HEAD = Pattern.compile("(GET|POST|OPTIONS) (\\S+)");
  private static final Pattern TYPE = Pattern.compile(" {3}ct=(.*?) ce=.*");
  private static final Pattern BODY =
      Pattern.compile(" {3}body\\(\\d+\\)=(?:\\[gz \\d+\\] )?(.*)", Pattern.DOTALL);

  private SharedRequests() {}

  /** The requests of a client, in order. */
  static List<SentRequest> of(String client) throws IOException {
    Path file = DATA.resolve("clients").resolve(client + ".txt");
    assumeTrue(Files.isRegularFile(file), "the shared data is not there");
    List<SentRequest> requests = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i + 2 < lines.size(); i++) {
      Matcher head = HEAD.matcher(lines.get(i));
      Matcher type = TYPE.matcher(lines.get(i + 1));
      Matcher body = BODY.matcher(lines.get(i + 2));
      if (head.matches() && type.matches() && body.matches()) {
        requests.add(request(head.group(1), head.group(2), type.group(1), body.group(1)));
      }
    }
    return requests;
  }

  private static SentRequest request(String method, String target, String type, String body) {
    String[] parts = target.split("\\?", 2);
    Requests request = Requests.of(method, parts[0]);
    parameters(parts.length == 2 ? parts[1] : "").forEach(request::query);
    return (type.isEmpty() ? request : request.type(type)).body(body);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : query.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      if (parts.length == 2) {
        parameters.put(parts[0], parts[1]);
      }
    }
    return parameters;
  }
}
