package dev.eventlogger.seal.log;

import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.Plugins;
import dev.eventlogger.config.Section;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.SealWriter;
import dev.eventlogger.seal.anchor.SealAnchor;
import dev.eventlogger.seal.anchor.SealAnchorProvider;
import dev.eventlogger.spi.Seal;
import dev.eventlogger.spi.SealProvider;
import dev.eventlogger.spi.SinkConfig;
import dev.eventlogger.spi.Suggestions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Makes the seals of logs. Stateless. */
@SuppressWarnings("exports") // only an annotation, used when compiling
@AutoService(SealProvider.class)
public final class LogSealProvider implements SealProvider {

  /** For the service loader. */
  public LogSealProvider() {}

  private static final String FOLDER = "seal";

  @Override
  public void check(SinkConfig config) {
    anchors(config.as(SealSettings.class)).values().forEach(LogSealProvider::close);
  }

  @Override
  public Seal open(SinkConfig config, Path journal, FileMode mode) throws IOException {
    SealSettings settings = config.as(SealSettings.class);
    Map<String, SealAnchor> anchors = anchors(settings);
    SealWriter writer = null;
    boolean done = false;
    try {
      String log = config.logName();
      String named = settings.origin();
      mode.createDirectories(journal);
      OperatorKeys keys = new OperatorKeys(settings, journal);
      writer =
          SealWriter.open(
              journal.resolve(FOLDER), mode, () -> named == null ? keys.origin(log, true) : named);
      requireOrigin(settings, writer);
      Seal seal = seal(log, settings, writer, keys, anchors);
      done = true;
      return seal;
    } finally {
      if (!done) {
        anchors.values().forEach(LogSealProvider::close);
        if (writer != null) {
          writer.close();
        }
      }
    }
  }

  private static Seal seal(
      String log,
      SealSettings settings,
      SealWriter writer,
      OperatorKeys keys,
      Map<String, SealAnchor> anchors)
      throws IOException {
    OperatorKey operator = keys.operator(writer.origin(), writer.size() == 0);
    EpochRecord last = writer.newestEpoch();
    // The former key may be gone for good as soon as it has signed its successor.
    boolean isChanged = last != null && !last.operator().equals(operator.verifier());
    OperatorKey former = isChanged ? keys.former(writer.origin()) : null;
    writer.requireOperator(operator, former);
    List<Anchoring> anchorings = new ArrayList<>();
    anchors.forEach(
        (name, anchor) ->
            anchorings.add(
                new Anchoring(log, name, writer.origin(), anchor, settings.anchorInterval())));
    return new LogSeal(log, settings, writer, operator, former, anchorings);
  }

  private static void requireOrigin(SealSettings settings, SealWriter writer) {
    if (settings.origin() != null && !settings.origin().equals(writer.origin())) {
      throw new IllegalArgumentException(
          "origin: the seal that is there is that of "
              + writer.origin()
              + "; leave it at that, or move the folder away to begin another");
    }
  }

  static Map<String, SealAnchor> anchors(SealSettings settings) {
    Map<String, SealAnchor> anchors = new TreeMap<>();
    boolean done = false;
    try {
      settings.anchors().forEach((name, section) -> anchors.put(name, anchor(name, section)));
      done = true;
      return anchors;
    } finally {
      if (!done) {
        anchors.values().forEach(LogSealProvider::close);
      }
    }
  }

  private static SealAnchor anchor(String name, Section section) {
    Plugins<SealAnchorProvider> found =
        Plugins.find(
            SealAnchorProvider.class,
            loader -> ServiceLoader.load(SealAnchorProvider.class, loader),
            SealAnchorProvider::name,
            "name",
            "anchors",
            Plugins.classPath());
    SealAnchorProvider provider =
        found
            .create(name, section.place(), "anchor")
            .orElseThrow(
                () ->
                    new ConfigException(
                        List.of(
                            section.place()
                                + ": there is no such anchor"
                                + Suggestions.didYouMean(name, names(found))
                                + " (known: "
                                + String.join(", ", names(found))
                                + ")"
                                + found.brokenOnes())));
    return requireNonNull(provider.open(section));
  }

  private static List<String> names(Plugins<SealAnchorProvider> found) {
    return found.all().stream().map(plugin -> plugin.name()).toList();
  }

  static void close(SealAnchor anchor) {
    try {
      anchor.close();
    } catch (Exception e) {
      throw new IllegalStateException("an anchor cannot be closed", e);
    }
  }
}
