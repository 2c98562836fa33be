package dev.eventlogger.schema.registry;

import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.schema.pattern.WorkExceededException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One registered schema, ready to check event data. Immutable, thread-safe.
 *
 * <p>{@link #check} is authoritative, and takes some tens of microseconds; {@link #surelyValid}
 * takes a fraction of one, and is right whenever it returns true.
 */
public final class EventSchema {

  private static final int MOST_VALUES = 1_000_000;

  private final SchemaDocument document;
  private final LinkedSchema linked;
  private final VertxRun verdict;
  private final Check fast;
  private volatile @Nullable Explanation explanation;

  EventSchema(SchemaDocument document, LinkedSchema linked, SharedChecks shared) {
    this.document = document;
    this.linked = linked;
    verdict = VertxRun.forVerdicts(linked);
    fast = new CheckCompiler(linked, shared).compile();
  }

  /** The key it is registered under. */
  public SchemaRef ref() {
    return document.ref();
  }

  /** The file, or whatever else the schema came from. */
  public String source() {
    return document.source();
  }

  /** The schema as it was registered: plain JSON values, unmodifiable. */
  public Map<String, @Nullable Object> json() {
    return document.json();
  }

  /**
   * The schema with everything that it refers to, as one document: {@code {"$ref":
   * "#/definitions/0", "definitions": {"0": …}}}. Each {@code $ref} in it reads {@code
   * #/definitions/<number>}. Titles, descriptions, examples, defaults and identifiers are left out;
   * other annotations, such as {@code categories}, are kept, even beside a {@code $ref}.
   * Unmodifiable.
   */
  public Map<String, @Nullable Object> linked() {
    return linked.json();
  }

  /**
   * Whether the data is surely valid.
   *
   * @param data the application's own values, as they are
   * @return true if {@link #check} finds no problem; false if it must be asked
   */
  public boolean surelyValid(Map<String, ?> data) {
    try {
      return fast.surelyValid(data);
    } catch (RuntimeException | StackOverflowError e) {
      return false; // a map that misbehaves: the full check reports it
    }
  }

  /**
   * The result of a check.
   *
   * @param problems what is wrong, deepest first, without values of the data; empty if it is valid
   * @param isDecided false if there was not enough time, stack or memory to tell whether the data
   *     is valid; {@code problems} says which
   */
  public record Answer(List<Problem> problems, boolean isDecided) {
    public Answer {
      problems = List.copyOf(problems);
    }

    private static Answer decided(List<Problem> problems) {
      return new Answer(problems, true);
    }

    private static Answer undecided(String problem) {
      return new Answer(List.of(new Problem("", problem)), false);
    }
  }

  /**
   * Checks the data in full.
   *
   * @param data JSON values: maps, lists, text, numbers, booleans and nulls
   * @return what is wrong, including that the check would take too much
   */
  public List<Problem> validate(Map<String, ?> data) {
    return check(data).problems();
  }

  /**
   * Checks the data in full. Takes time and memory at most in proportion to the data, and throws
   * nothing whatever the data is.
   *
   * @param data JSON values: maps, lists, text, numbers, booleans and nulls
   */
  public Answer check(Map<String, ?> data) {
    try {
      PlainJson plain = new PlainJson(MOST_VALUES);
      Map<String, @Nullable Object> value = plain.object(data);
      // The errors of one event may take too much memory, so they are only collected once it is
      // invalid.
      boolean isValid = verdict.accepts(value, WorkBudget.ofVerdict(plain.size()));
      return Answer.decided(isValid ? List.of() : explanation().problems(value, plain.size()));
    } catch (PlainJson.NotPlainException e) {
      return Answer.decided(List.of(new Problem(e.at(), e.problem())));
    } catch (WorkExceededException e) {
      return Answer.undecided("takes too much work to check against " + ref());
    } catch (OutOfMemoryError e) {
      // The memory was for what is garbage by now: the thread can go on with another event.
      return Answer.undecided("takes too much memory to check against " + ref());
    } catch (RuntimeException | StackOverflowError e) {
      String cause = e.getClass().getSimpleName();
      return Answer.undecided("cannot be checked against " + ref() + ": " + cause);
    }
  }

  /** Made when the first event is refused, which for many schemas never happens. */
  private Explanation explanation() {
    Explanation known = explanation;
    if (known == null) {
      // Two threads may make one each; either will do.
      known = new Explanation(linked);
      explanation = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return ref() + " (" + source() + ")";
  }
}
