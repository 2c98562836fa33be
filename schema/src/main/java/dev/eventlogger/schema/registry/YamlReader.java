package dev.eventlogger.schema.registry;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.spi.YamlWords;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads one YAML document by the core schema of YAML 1.2, in which {@code no} and {@code
 * 2026-11-21} are text. SnakeYAML finds the structure; what a scalar means is decided here. An
 * alias becomes the same object that it stands for, so whoever copies the result must bound its
 * size. For one text.
 */
final class YamlReader {

  // YAML 1.2.2, 10.3.2
  private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private static final int LONGEST_NUMBER = 1_000;

  /** Says that a text is not valid YAML. */
  static final class MalformedYamlException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedYamlException(String problem) {
      super(problem, null, false, false);
    }
  }

  private final Iterator<Event> events;
  private final Map<String, @Nullable Object> anchors = new HashMap<>();

  YamlReader(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(CanonicalJson.MAX_DEPTH + 2);
    options.setCodePointLimit(Math.max(1, text.length()));
    events = new Yaml(options).parse(new StringReader(text)).iterator();
  }

  /** Reads the document. */
  @Nullable Object read() throws MalformedYamlException {
    try {
      events.next(); // the start of the stream
      if (events.next().is(Event.ID.StreamEnd)) {
        throw new MalformedYamlException("not YAML: the text is empty");
      }
      Object value = value(events.next(), 0);
      events.next(); // the end of the document
      Event end = events.next();
      if (!end.is(Event.ID.StreamEnd)) {
        throw malformed("more than one document", end.getStartMark());
      }
      return value;
    } catch (MarkedYAMLException e) {
      throw malformed(YamlWords.of(e.getProblem()), e.getProblemMark());
    } catch (YAMLException e) {
      throw new MalformedYamlException("not YAML: it holds a character YAML does not allow");
    }
  }

  private @Nullable Object value(Event event, int depth) throws MalformedYamlException {
    if (depth > CanonicalJson.MAX_DEPTH + 2) {
      throw malformed("nested too deeply", event.getStartMark());
    }
    if (event instanceof AliasEvent alias) {
      if (!anchors.containsKey(alias.getAnchor())) {
        throw malformed("an alias of nothing that stands before it", event.getStartMark());
      }
      return anchors.get(alias.getAnchor());
    }
    Object value;
    if (event instanceof MappingStartEvent) {
      value = map(depth);
    } else if (event instanceof SequenceStartEvent) {
      value = list(depth);
    } else {
      value = scalar((ScalarEvent) event);
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, value);
    }
    return value;
  }

  private Map<String, @Nullable Object> map(int depth) throws MalformedYamlException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Event event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
      if (!(event instanceof ScalarEvent scalar)) {
        throw malformed("a key that is no text", event.getStartMark());
      }
      // A key is text, whatever it looks like: 404 and true are names of properties too.
      String key = scalar.getValue();
      if (key.equals("<<") && scalar.getScalarStyle() == ScalarStyle.PLAIN) {
        throw malformed("a merge key (<<), which YAML 1.2 does not have", event.getStartMark());
      }
      if (map.containsKey(key)) {
        throw malformed("a key that stands twice", event.getStartMark());
      }
      map.put(key, value(events.next(), depth + 1));
    }
    return map;
  }

  private List<@Nullable Object> list(int depth) throws MalformedYamlException {
    List<@Nullable Object> list = new ArrayList<>();
    for (Event event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
      list.add(value(event, depth + 1));
    }
    return list;
  }

  private static @Nullable Object scalar(ScalarEvent scalar) throws MalformedYamlException {
    String text = scalar.getValue();
    boolean isText = scalar.getScalarStyle() != ScalarStyle.PLAIN || "!".equals(scalar.getTag());
    if (isText || "tag:yaml.org,2002:str".equals(scalar.getTag())) {
      return text;
    }
    if (scalar.getTag() != null) {
      throw malformed("a tag other than !!str; leave it out", scalar.getStartMark());
    }
    if (NULL.matcher(text).matches()) {
      return null;
    }
    if (BOOLEAN.matcher(text).matches()) {
      return text.equalsIgnoreCase("true");
    }
    return numberOrText(text, scalar.getStartMark());
  }

  private static Object numberOrText(String text, Mark mark) throws MalformedYamlException {
    boolean isFloat = FLOAT.matcher(text).matches();
    boolean isOctal = OCTAL.matcher(text).matches();
    if (!isFloat && !isOctal && !HEXADECIMAL.matcher(text).matches()) {
      return text;
    }
    if (text.length() > LONGEST_NUMBER) {
      throw malformed("a number of more than " + LONGEST_NUMBER + " characters", mark);
    }
    if (!isFloat) {
      return new BigInteger(text.substring(2), isOctal ? 8 : 16);
    }
    if (DECIMAL.matcher(text).matches()) {
      return new BigInteger(text);
    }
    try {
      BigDecimal exact = new BigDecimal(text);
      double approximate = exact.doubleValue();
      boolean isSame =
          Double.isFinite(approximate) && BigDecimal.valueOf(approximate).compareTo(exact) == 0;
      return isSame ? (Number) approximate : exact;
    } catch (NumberFormatException e) {
      throw malformed("a number with too large an exponent", mark);
    }
  }

  private static MalformedYamlException malformed(String problem, @Nullable Mark mark) {
    String place =
        mark == null
            ? ""
            : ", at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    return new MalformedYamlException(problem + place);
  }
}
