package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.cli.remote.RefusedLinesException;
import dev.eventlogger.cli.remote.RemoteServer;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.JsonText;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.EventReader;
import dev.eventlogger.query.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines of events to a server, some hundred at a time, and reports which it did not take. For
 * one thread.
 */
final class RemoteLogging {

  private static final int MOST_LINES = 500;
  private static final int MOST_BYTES = 512 * 1024;

  private final RemoteServer server;
  private final EventsInput input;
  private final PrintWriter err;
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
  private final List<Long> lines = new ArrayList<>();
  private long accepted;
  private long filtered;
  private long invalid;
  private long dropped;

  RemoteLogging(RemoteServer server, EventsInput input, PrintWriter err) {
    this.server = server;
    this.input = input;
    this.err = err;
  }

  /**
   * Sends all lines.
   *
   * @return whether all were accepted or filtered
   * @throws StoreException if the server does not answer, saying which lines it may not have
   */
  boolean run() throws IOException {
    input.forEach(
        new EventReader(false),
        (line, reading, progress) -> {
          if (reading instanceof Reading.Refused refused) {
            progress.clear();
            invalid++;
            refused.problems().forEach(problem -> say(line, problem));
          } else {
            add(line, progress);
          }
        });
    send();
    return invalid + dropped == 0;
  }

  private void add(long line, Progress progress) {
    byte[] bytes = input.line();
    boolean isFull = lines.size() == MOST_LINES || batch.size() + bytes.length >= MOST_BYTES;
    if (isFull) {
      progress.clear();
      send();
    }
    batch.writeBytes(bytes);
    batch.write('\n');
    lines.add(line);
  }

  private void send() {
    if (lines.isEmpty()) {
      return;
    }
    try {
      take(server.postEvents(batch.toString(UTF_8)));
    } catch (RefusedLinesException e) {
      throw new StoreException(
          e.getMessage() + "; none of the lines from " + lines.get(0) + " on was taken", e);
    } catch (StoreException e) {
      throw new StoreException(
          e.getMessage()
              + "; it is not known whether lines "
              + lines.get(0)
              + " to "
              + lines.get(lines.size() - 1)
              + " were taken, and none after them was sent",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          "interrupted; none of the lines from " + lines.get(0) + " on was taken", e);
    }
    lines.clear();
    batch.reset();
  }

  private void take(Map<String, @Nullable Object> answer) {
    accepted += count(answer, "accepted");
    filtered += count(answer, "filtered");
    invalid += count(answer, "invalid");
    dropped += count(answer, "dropped");
    if (answer.get("verdicts") instanceof List<?> verdicts) {
      verdicts.forEach(verdict -> say(JsonReader.asObject(verdict)));
    }
  }

  private static long count(Map<String, @Nullable Object> answer, String name) {
    return answer.get(name) instanceof Number count ? count.longValue() : 0;
  }

  private void say(Map<String, @Nullable Object> verdict) {
    int index = (int) count(verdict, "index");
    long line = index >= 0 && index < lines.size() ? lines.get(index) : 0;
    if (verdict.get("problems") instanceof List<?> problems) {
      for (Object problem : problems) {
        Map<String, @Nullable Object> said = JsonReader.asObject(problem);
        say(line, new Problem(String.valueOf(said.get("at")), String.valueOf(said.get("problem"))));
      }
    } else {
      err.println("line " + line + ": " + verdict.get("outcome"));
    }
  }

  private void say(long line, Problem problem) {
    err.println("line " + line + ": " + problem);
  }

  /** What the server answered for all lines, for people. */
  String summary() {
    return "accepted "
        + accepted
        + ", filtered "
        + filtered
        + ", invalid "
        + invalid
        + ", dropped "
        + dropped
        + " by "
        + server;
  }

  /** The same for programs. */
  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("accepted", accepted);
    json.put("filtered", filtered);
    json.put("invalid", invalid);
    json.put("dropped", dropped);
    return JsonText.of(json);
  }
}
