package dev.eventlogger.schema.registry;

import dev.eventlogger.schema.pattern.CountedText;
import dev.eventlogger.schema.pattern.EcmaPattern;
import dev.eventlogger.schema.pattern.WorkExceededException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Searches texts for a pattern, with little work, or gives up. Thread-safe, without locks. One
 * matcher is kept, which belongs to no thread: a search usually borrows it, and so allocates
 * nothing; if it is in use, the search makes another.
 */
final class PatternSearch {

  private static final int LOOKS = 256;
  private static final int LOOKS_PER_CHARACTER = 16;

  /** Whether a pattern is in a text. */
  enum Answer {
    FOUND,
    NOT_FOUND,
    /** Telling takes more work than it is worth here. */
    NOT_SURE
  }

  private static final char NEXT_LINE = '\u0085';

  private final boolean isForAll;
  private final Pattern pattern;
  private final AtomicReference<@Nullable Search> kept = new AtomicReference<>();

  /** What one search uses. */
  private record Search(CountedText text, Matcher matcher) {

    static Search of(Pattern pattern) {
      CountedText text = new CountedText();
      return new Search(text, pattern.matcher(text));
    }
  }

  PatternSearch(String regex) {
    pattern = EcmaPattern.compileForTextsWithoutNextLine(regex);
    isForAll = EcmaPattern.compile(regex).pattern().equals(pattern.pattern());
  }

  Answer in(String text) {
    if (!isForAll && text.indexOf(NEXT_LINE) >= 0) {
      return Answer.NOT_SURE;
    }
    Search lent = kept.getPlain() == null ? null : kept.getAndSet(null);
    Search own = lent != null ? lent : Search.of(pattern);
    own.text.become(text, LOOKS + (long) LOOKS_PER_CHARACTER * text.length());
    try {
      return own.matcher.reset().find() ? Answer.FOUND : Answer.NOT_FOUND;
    } catch (WorkExceededException e) {
      return Answer.NOT_SURE;
    } finally {
      own.text.become("", 0);
      kept.setRelease(own);
    }
  }
}
