package dev.eventlogger.server.intake;

import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.dialect.SentEvent;
import dev.eventlogger.formats.dialect.Verdict;
import dev.eventlogger.server.trust.Caller;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many events of pages have not come, though later ones of the same page have: our browser
 * client counts a page's events in {@code context.client.seq}. One that comes late is missing no
 * more. What pages say is a claim, and of the pages that are heard of least recently it is
 * forgotten. Thread-safe.
 */
public final class ClientGaps {

  private static final System.Logger LOG = System.getLogger(ClientGaps.class.getName());

  private static final int MOST_PAGES = 4096;
  private static final int LONGEST_NAME = 64;
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
   * Notes which events have come, be they taken or not; those that were dropped will come again.
   */
  void saw(List<SentEvent> events, List<Verdict> verdicts, Caller caller) {
    boolean isOfPage = false;
    for (int i = 0; i < events.size(); i++) {
      Map<?, ?> client = client(events.get(i));
      if (client != null && !verdicts.get(i).isDropped()) {
        saw(client, caller);
        isOfPage = true;
      }
    }
    long since = isOfPage ? missingSinceLastLook() : 0;
    if (since > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "client gaps: "
              + since
              + " events of pages have not come, though later ones of the same pages have for"
              + " minutes; docs/client.md says what is lost when");
    }
  }

  private static @Nullable Map<?, ?> client(SentEvent event) {
    return event.reading() instanceof Reading.Read read
            && read.draft().context().get("client") instanceof Map<?, ?> client
        ? client
        : null;
  }

  private synchronized void saw(Map<?, ?> client, Caller caller) {
    if (client.get("page") instanceof String page
        && page.length() <= LONGEST_NAME
        && client.get("seq") instanceof Number seq
        && seq.longValue() > 0) {
      String key = caller.idSpace() + '\n' + page;
      missing += pages.computeIfAbsent(key, name -> new PageSequence()).saw(seq.longValue());
      lowest = Math.min(lowest, missing);
    }
  }

  /** What has been missing all the time since the last look; 0 if that is no news, or too soon. */
  private synchronized long missingSinceLastLook() {
    long now = nanoTime.getAsLong();
    if (now - lookedAt < BETWEEN_LOOKS) {
      return 0;
    }
    long since = lowest;
    lookedAt = now;
    lowest = missing;
    if (since <= reported) {
      return 0;
    }
    reported = since;
    return since;
  }

  /** How many are missing now. */
  public synchronized long missing() {
    return missing;
  }
}
