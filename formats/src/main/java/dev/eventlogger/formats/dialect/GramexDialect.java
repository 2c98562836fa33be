package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gramex's {@code /log?x=1&y=2}: each parameter of the query or of a form becomes data; the last of
 * several values counts. Off by default, since any page can make a browser request a URL.
 * Immutable, thread-safe.
 */
final class GramexDialect implements Dialect {

  private static final String PATH = "/log";
  private static final String KEY = "el_";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Map<String, ?> values;

  /**
   * The dialect with default data.
   *
   * @param values data of every event, which a request may override
   */
  GramexDialect(Map<String, ?> values) {
    this.values = values;
  }

  @Override
  public String name() {
    return "gramex";
  }

  @Override
  public boolean isOnByDefault() {
    return false;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get(PATH), Route.post(PATH));
  }

  @Override
  public SentEvents read(SentRequest request) throws UnreadableRequestException {
    Map<String, @Nullable Object> data = new LinkedHashMap<>(values);
    putLast(data, request.query());
    if (request.body().length > 0) {
      MediaType type = request.mediaType();
      if (type == null || !type.name().equals(FORM)) {
        throw UnreadableRequestException.unsupported("Content-Type: must be " + FORM);
      }
      putLast(data, PercentCoding.form(request.body()));
    }
    Reading reading = new Reading.Read(EventDraft.named("log").data(data));
    return SentEvents.of(List.of(SentEvent.of(reading, null, ClockCorrection.NONE)));
  }

  private static void putLast(
      Map<String, @Nullable Object> data, Map<String, List<String>> parameters) {
    parameters.forEach(
        (name, several) -> {
          // A key that a beacon puts into the URL is no data.
          if (!several.isEmpty() && !several.get(several.size() - 1).startsWith(KEY)) {
            data.put(name, several.get(several.size() - 1));
          }
        });
  }

  @Override
  public Answer answer(SentRequest request, List<Verdict> verdicts) {
    for (Verdict verdict : verdicts) {
      if (verdict.isInvalid()) {
        return Answers.error(Refusal.of(400, Tally.words(verdict)));
      }
    }
    return Answer.json(200, null);
  }
}
