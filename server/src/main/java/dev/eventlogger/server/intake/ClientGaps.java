package dev.eventlogger.server.intake;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.dialect.SentEvent;
import dev.eventlogger.formats.dialect.Verdict;
import dev.eventlogger.server.trust.Caller;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts events of pages that have not arrived, though later ones of the same page have: our
 * browser client numbers a page's events in {@code context.client.seq}. An event that arrives late
 * is no longer missing. The numbers are a claim of the page. The sequences of the least recently
 * seen pages are forgotten, and what they miss by then stays counted. Thread-safe.
 */
public final class ClientGaps {

  private static final System.Logger LOG = System.getLogger(ClientGaps.class.getName());

  private static final int MOST_PAGES = 4096;
  private static final int LONGEST_NAME = 64;

  /** The most by which one request may raise the count, even with events of many pages. */
  private static final long MOST_IN_REQUEST = 20_000;

  private static final long BETWEEN_LOOKS = Duration.ofMinutes(5).toNanos();

  private final Map<String, PageSequence> pages =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PageSequence> eldest) {
          return size() > MOST_PAGES;
        }
      };

  private final LongSupplier nanoTime;
  private long missing;
  private long lowest; // since the last look
  private long lookedAt;
  private long reported;

  /** No page has sent anything so far. */
  public ClientGaps() {
    this(System::nanoTime);
  }

  ClientGaps(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    lookedAt = nanoTime.getAsLong();
  }

  /**
   * Notes which events have arrived, whether they were taken, invalid or unreadable; dropped events
   * will be sent again.
   */
  void saw(List<SentEvent> events, List<Verdict> verdicts, Caller caller) {
    long since = 0;
    synchronized (this) {
      long most = missing + MOST_IN_REQUEST;
      boolean isOfPage = false;
      for (int i = 0; i < events.size(); i++) {
        isOfPage |= !verdicts.get(i).isDropped() && saw(events.get(i), caller, most);
      }
      if (isOfPage) {
        since = missingSinceLastLook();
      }
    }
    if (since > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "client gaps: "
              + since
              + " events of pages have not come, though later ones of the same pages have for"
              + " minutes; docs/client.md says what is lost when");
    }
  }

  /** Notes an event, and returns whether it has a number of a page. */
  private boolean saw(SentEvent event, Caller caller, long most) {
    Numbered numbered = Numbered.of(event);
    if (numbered == null || numbered.page().length() > LONGEST_NAME || numbered.seq() <= 0) {
      return false;
    }
    String key = caller.idSpace() + '\n' + numbered.page();
    // An unreadable event counts only for a known page; otherwise its id may look like one by
    // chance.
    PageSequence page =
        numbered.isRead() ? pages.computeIfAbsent(key, name -> new PageSequence()) : pages.get(key);
    if (page == null) {
      return false;
    }
    missing += page.saw(numbered.seq(), most - missing);
    lowest = Math.min(lowest, missing);
    return true;
  }

  /** The page of an event and its number there. */
  private record Numbered(String page, long seq, boolean isRead) {

    private static final Pattern ID = Pattern.compile("([0-9a-z]+)-([0-9]{1,18})");

    /** From the event's context, or, if it is unreadable, from the id that our client gives. */
    static @Nullable Numbered of(SentEvent event) {
      if (event.reading() instanceof Reading.Read read) {
        return read.draft().context().get("client") instanceof Map<?, ?> client
                && client.get("page") instanceof String page
                && client.get("seq") instanceof Number seq
            ? new Numbered(page, seq.longValue(), true)
            : null;
      }
      Matcher id = ID.matcher(requireNonNullElse(event.sourceId(), ""));
      return id.matches() ? new Numbered(id.group(1), Long.parseLong(id.group(2)), false) : null;
    }
  }

  /**
   * How many have been missing ever since the last look; 0 if that is not news, or too soon to say.
   */
  private long missingSinceLastLook() {
    long now = nanoTime.getAsLong();
    if (now - lookedAt < BETWEEN_LOOKS) {
      return 0;
    }
    long since = lowest;
    lookedAt = now;
    lowest = missing;
    boolean isNews = since > reported;
    reported = since; // a count that has fallen and rises again is news
    return isNews ? since : 0;
  }

  /** How many events are missing now. */
  public synchronized long missing() {
    return missing;
  }
}
