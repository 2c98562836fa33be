package dev.eventlogger.schema.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words for a value that does not meet a keyword. */
final class KeywordMessages {

  private static final String MISSING = "Instance does not have required property \"";

  private KeywordMessages() {}

  /**
   * The problem, without anything of the event.
   *
   * @param word the keyword
   * @param value of the keyword in the schema, if that is known
   * @param error Vert.x's message, which may hold values of the event; it is only used for two
   *     keywords for which it holds none
   */
  static String problem(String word, @Nullable Object value, String error) {
    Keyword keyword = Keyword.of(word);
    if (keyword == null) {
      return "does not meet the schema";
    }
    return switch (keyword) {
      case TYPE -> "must be " + types(value);
      case REQUIRED -> required(error);
      case FORMAT -> error; // from our own checks
      case MINIMUM -> "must be at least " + value;
      case MAXIMUM -> "must be at most " + value;
      case EXCLUSIVE_MINIMUM -> "must be more than " + value;
      case EXCLUSIVE_MAXIMUM -> "must be less than " + value;
      default -> count(keyword, value);
    };
  }

  private static String count(Keyword keyword, @Nullable Object value) {
    return switch (keyword) {
      case MIN_LENGTH -> "must have at least " + value + " characters";
      case MAX_LENGTH -> "must have at most " + value + " characters";
      case MIN_ITEMS -> "must have at least " + value + " items";
      case MAX_ITEMS -> "must have at most " + value + " items";
      case MIN_PROPERTIES -> "must have at least " + value + " properties";
      case MAX_PROPERTIES -> "must have at most " + value + " properties";
      default -> structure(keyword, value);
    };
  }

  private static String structure(Keyword keyword, @Nullable Object value) {
    return switch (keyword) {
      case ADDITIONAL_PROPERTIES, UNEVALUATED_PROPERTIES ->
          "is a property the schema does not have";
      case PROPERTIES, PATTERN_PROPERTIES -> "is a property the schema does not allow";
      case PROPERTY_NAMES -> "has a property whose name the schema does not allow";
      case CONTAINS, MIN_CONTAINS, MAX_CONTAINS ->
          "must contain the number of items of the kind the schema asks for";
      case ANY_OF ->
          "must meet at least one of " + count(value) + " alternatives of the schema (anyOf)";
      case ONE_OF ->
          "must meet exactly one of " + count(value) + " alternatives of the schema (oneOf)";
      case NOT -> "must not meet the schema in \"not\"";
      case IF -> "does not meet what the schema asks for in this case (if)";
      case ITEMS, PREFIX_ITEMS, ADDITIONAL_ITEMS, UNEVALUATED_ITEMS ->
          "has an item the schema does not allow";
      default -> "does not meet \"" + keyword.word() + "\" of the schema";
    };
  }

  private static String count(@Nullable Object value) {
    return value instanceof List<?> list ? String.valueOf(list.size()) : "the";
  }

  private static String types(@Nullable Object value) {
    return value instanceof List<?> list
        ? "one of the types " + Words.values(list)
        : "of type " + Words.value(value);
  }

  private static String required(String error) {
    // the name is the schema's
    return error.startsWith(MISSING)
        ? "required property "
            + Words.quoted(error.substring(MISSING.length(), error.length() - 1))
            + " is missing"
        : "a required property is missing";
  }
}
