package dev.eventlogger.schema.registry;

import dev.eventlogger.schema.pattern.EcmaPattern;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for a pattern in texts, with little work, or gives up. Thread-safe; each thread has a
 * matcher of its own for it, and so makes no garbage.
 */
final class PatternSearch {

  private static final int LOOKS = 256;
  private static final int LOOKS_PER_CHARACTER = 16;

  /** Whether a pattern is in a text. */
  enum Answer {
    FOUND,
    NOT_FOUND,
    /** It takes more work to tell than is worth it here. */
    NOT_SURE
  }

  private static final char NEXT_LINE = '\u0085';

  private final boolean isForAll;
  private final ThreadLocal<OfThread> ofThreads;

  /** What one thread looks with. */
  private record OfThread(CountedText text, Matcher matcher) {

    static OfThread of(Pattern pattern) {
      CountedText text = new CountedText();
      return new OfThread(text, pattern.matcher(text));
    }
  }

  PatternSearch(String regex) {
    Pattern pattern = EcmaPattern.compileForTextsWithoutNextLine(regex);
    isForAll = EcmaPattern.compile(regex).pattern().equals(pattern.pattern());
    ofThreads = ThreadLocal.withInitial(() -> OfThread.of(pattern));
  }

  Answer in(String text) {
    if (!isForAll && text.indexOf(NEXT_LINE) >= 0) {
      return Answer.NOT_SURE;
    }
    OfThread own = ofThreads.get();
    own.text.become(text, LOOKS + (long) LOOKS_PER_CHARACTER * text.length());
    try {
      return own.matcher.reset().find() ? Answer.FOUND : Answer.NOT_FOUND;
    } catch (WorkExceededException e) {
      return Answer.NOT_SURE;
    } finally {
      own.text.become("", 0);
    }
  }
}
