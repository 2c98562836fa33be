package dev.eventlogger.schema.registry;

import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Checks the keywords for arrays. Unique items are decided only for short arrays of text. */
final class ArrayCheck implements Check {

  static final List<Keyword> KEYWORDS =
      List.of(
          Keyword.ITEMS,
          Keyword.PREFIX_ITEMS,
          Keyword.UNIQUE_ITEMS,
          Keyword.MIN_ITEMS,
          Keyword.MAX_ITEMS);

  private static final int MOST_COMPARED = 16;

  private final Check[] first;
  private final Check others;
  private final boolean areUnique;
  private final int least;
  private final int most;

  ArrayCheck(Check[] first, Check others, boolean areUnique, int least, int most) {
    this.first = first;
    this.others = others;
    this.areUnique = areUnique;
    this.least = least;
    this.most = most;
  }

  @Override
  public boolean surelyValid(@Nullable Object value) {
    if (!(value instanceof List<?> array)) {
      return ValueChecks.isJson(value);
    }
    int size = array.size();
    if (size < least || size > most || !(array instanceof RandomAccess)) {
      return false;
    }
    for (int index = 0; index < size; index++) {
      Check check = index < first.length ? first[index] : others;
      if (check != ALWAYS && !check.surelyValid(array.get(index))) {
        return false;
      }
    }
    return !areUnique || areUnique(array, size);
  }

  private static boolean areUnique(List<?> array, int size) {
    if (size > MOST_COMPARED) {
      return false;
    }
    for (int index = 0; index < size; index++) {
      if (!(array.get(index) instanceof String text)) {
        return size == 1;
      }
      for (int other = 0; other < index; other++) {
        if (text.equals(array.get(other))) {
          return false;
        }
      }
    }
    return true;
  }
}
