package dev.eventlogger.intake.schema;

import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One registered schema, ready to check event data. Immutable, thread-safe.
 *
 * <p>{@link #validate} is the authority, and takes some tens of microseconds; {@link #surelyValid}
 * takes a fraction of one and is right whenever it says yes.
 */
public final class EventSchema {

  private static final int MOST_VALUES = 1_000_000;

  private final SchemaDocument document;
  private final LinkedSchema linked;
  private final VertxRun verdict;
  private final Check check;
  private volatile @Nullable Explanation explanation;

  EventSchema(SchemaDocument document, LinkedSchema linked, SharedChecks shared) {
    this.document = document;
    this.linked = linked;
    verdict = VertxRun.forVerdicts(linked);
    check = new CheckCompiler(linked, shared).compile();
  }

  /** The key it is registered under. */
  public SchemaRef ref() {
    return document.ref();
  }

  /** The file, or whatever else it came from. */
  public String source() {
    return document.source();
  }

  /** The schema as it was registered: plain JSON values, unmodifiable. */
  public Map<String, @Nullable Object> json() {
    return document.json();
  }

  /**
   * The schema with all that it refers to, as one document: {@code {"$ref": "#/definitions/0",
   * "definitions": {"0": …}}}. Each {@code $ref} in it reads {@code #/definitions/<number>}.
   * Titles, descriptions, examples, defaults and identifiers are left out; other annotations, such
   * as {@code categories}, are kept, also beside a {@code $ref}. Unmodifiable.
   */
  public Map<String, @Nullable Object> linked() {
    return linked.json();
  }

  /**
   * Whether the data is surely valid.
   *
   * @param data the application's own values, as they are
   * @return true if {@link #validate} finds no problem; false if it must be asked
   */
  public boolean surelyValid(Map<String, ?> data) {
    try {
      return check.surelyValid(data);
    } catch (RuntimeException | StackOverflowError e) {
      return false; // a map of the application's that does odd things: whoever is asked next says
      // it
    }
  }

  /**
   * Checks the data in full.
   *
   * @param data JSON values: maps, lists, text, numbers, booleans and nulls
   * @return what is wrong, deepest first, without values of the data; empty if it is valid
   */
  public List<Problem> validate(Map<String, ?> data) {
    try {
      PlainJson plain = new PlainJson(MOST_VALUES);
      Map<String, @Nullable Object> value = plain.object(data);
      // The errors of one event may take more memory than there is: they are asked for after that.
      return verdict.accepts(value, new WorkBudget(plain.size(), Long.MAX_VALUE))
          ? List.of()
          : explanation().problems(value, plain.size());
    } catch (PlainJson.NotPlainException e) {
      return List.of(new Problem(e.at(), e.problem()));
    } catch (WorkExceededException e) {
      return List.of(new Problem("", "takes too much work to check against " + ref()));
    } catch (OutOfMemoryError e) {
      // What it was needed for is garbage already: the thread goes on with another event.
      return List.of(new Problem("", "takes too much memory to check against " + ref()));
    } catch (RuntimeException | StackOverflowError e) {
      String cause = e.getClass().getSimpleName();
      return List.of(new Problem("", "cannot be checked against " + ref() + ": " + cause));
    }
  }

  /** Made when the first event is refused: of many schemas, none ever is. */
  private Explanation explanation() {
    Explanation known = explanation;
    if (known == null) {
      // Twice perhaps, by two threads; either will do.
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
