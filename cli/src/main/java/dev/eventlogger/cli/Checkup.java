package dev.eventlogger.cli;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.consume.ConsumerSection;
import dev.eventlogger.delivery.DeadLetterFolder;
import dev.eventlogger.delivery.DeliverySettings;
import dev.eventlogger.journal.JournalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Examines everything that a configuration names. For one thread, once. */
final class Checkup {

  private final Map<String, DeliverySettings> logs = new LinkedHashMap<>();
  private final DeliverySettings common;
  private final Duration patience;
  private final Duration memory;
  private final List<Findings> ofLogs = new ArrayList<>();
  private final List<Findings> ofFolders = new ArrayList<>();
  private final List<Findings> ofOutbox = new ArrayList<>();
  private final List<Findings> ofConsumer = new ArrayList<>();
  private final EventLoggerConfig config;

  /**
   * A checkup.
   *
   * @param patience how long events may wait, and a sink may fail, before that needs a person
   * @param memory for how long dropped events need a person
   */
  Checkup(EventLoggerConfig config, Duration patience, Duration memory) {
    this.config = config;
    this.patience = patience;
    this.memory = memory;
    logs.putAll(LogDeliveries.of(config));
    common = config.delivery().as(DeliverySettings.class);
    Path journals = common.directory();
    String invalid = DeadLetterFolder.INVALID_EVENTS;
    if (journals != null && Files.isDirectory(journals.resolve(invalid))) {
      logs.put(invalid, common);
    }
  }

  private Set<Path> deadLetterFolders() {
    List<DeliverySettings> all = new ArrayList<>(logs.values());
    all.add(common);
    return all.stream()
        .map(DeliverySettings::deadLetters)
        .filter(Objects::nonNull)
        .filter(Files::isDirectory)
        .collect(toCollection(TreeSet::new));
  }

  /** What was found about each log. */
  List<Findings> ofLogs() {
    return ofLogs;
  }

  /** What was found about folders, which several logs may share. */
  List<Findings> ofFolders() {
    return ofFolders;
  }

  /** What was found about the outbox; empty if there is none. */
  List<Findings> ofOutbox() {
    return ofOutbox;
  }

  /** What was found about the consumers; empty if there are none. */
  List<Findings> ofConsumer() {
    return ofConsumer;
  }

  Checkup run() {
    logs.forEach(
        (log, settings) -> {
          Findings findings = new LogExam(log, settings, patience, memory).run();
          SealedLog.find(config, log).ifPresent(seal -> new SealExam(seal, findings).run());
          ofLogs.add(findings);
        });
    Map<Path, Integer> segments = new TreeMap<>();
    for (DeliverySettings settings : logs.values()) {
      Path directory = settings.directory();
      if (directory != null && Files.isDirectory(directory)) {
        segments.merge(directory, settings.segmentBytes(), Math::max);
      }
    }
    segments.forEach(this::lookAtJournals);
    deadLetterFolders().forEach(this::lookAtDeadLetters);
    if (!config.outbox().isEmpty()) {
      ofOutbox.add(new OutboxExam(config, patience).run());
    }
    if (!config.section(ConsumerSection.KEY).isEmpty()) {
      ofConsumer.add(new ConsumerExam(config, patience).run());
    }
    return this;
  }

  private void lookAtJournals(Path directory, int segmentBytes) {
    Findings findings = new Findings(directory.toString());
    ofFolders.add(findings);
    new FolderTrial(directory, findings).run();
    try {
      long free = Files.getFileStore(directory).getUsableSpace();
      findings.json().put("free", free);
      String words = Bytes.words(free) + " free on its disk";
      if (free < segmentBytes) {
        String needed = Bytes.words(segmentBytes);
        findings.trouble(words + ", and the next file of a journal takes " + needed);
      } else {
        findings.say(words);
      }
      ObjectNode forgotten = findings.json().putObject("forgotten");
      JournalFiles.forgotten(directory, logs.keySet())
          .forEach(
              (journal, waiting) -> {
                forgotten.put(journal.toString(), waiting);
                findings.trouble(
                    String.format(
                        Locale.ROOT,
                        "%s: no log of that name is configured, and at least %d events wait in it",
                        journal,
                        waiting));
              });
    } catch (IOException e) {
      findings.trouble("cannot be looked at: " + e);
    }
  }

  private void lookAtDeadLetters(Path path) {
    Findings findings = new Findings(path.toString());
    ofFolders.add(findings);
    new FolderTrial(path, findings).run();
    DeadLetterFolder folder = new DeadLetterFolder(path);
    ObjectNode letters = findings.json().putObject("dead_letters");
    try {
      for (String log : folder.logs()) {
        long count = 0;
        long unreadable = 0;
        for (Path file : folder.files(log)) {
          DeadLetterSummary summary = new DeadLetterSummary(log, file);
          DeadLetterLines.read(file, summary);
          count += summary.letters();
          unreadable += summary.unreadable();
        }
        report(findings, log, count, unreadable);
        letters.put(log, count);
      }
    } catch (IOException e) {
      findings.trouble("cannot be looked at: " + e);
    }
  }

  private static void report(Findings findings, String log, long letters, long unreadable) {
    if (letters > 0) {
      findings.trouble(
          String.format(
              Locale.ROOT,
              "dead letters of %s: %d; see dead-letters list, and replay",
              log,
              letters));
    }
    if (unreadable > 0) {
      findings.trouble(
          String.format(Locale.ROOT, "lines of %s that are no dead letters: %d", log, unreadable));
    }
  }
}
