package dev.eventlogger.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.event.Event;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.Proofs;
import dev.eventlogger.seal.SealEntry;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.SealRecord;
import dev.eventlogger.seal.TreeHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What shows a third party that an event was sealed: the event, its salt, the hashes from its entry
 * up to the root, the signed checkpoint, and the same for the record that says which key signs
 * checkpoints. Immutable. {@link #check} needs no file or service.
 *
 * @param event the canonical JSON
 * @param salt in base64
 * @param number of the event's entry
 * @param checkpoint as it is signed
 * @param epoch as it is signed, by the operator key
 * @param epochNumber of the epoch's entry
 */
public record Proof(
    String event,
    String salt,
    long number,
    List<byte[]> path,
    String checkpoint,
    String epoch,
    long epochNumber,
    List<byte[]> epochPath) {

  private static final String FORMAT = "event-logger/proof/v1";
  private static final ObjectMapper JSON = new ObjectMapper();

  public Proof {
    path = List.copyOf(path);
    epochPath = List.copyOf(epochPath);
  }

  /**
   * Makes the proof of an event that the newest checkpoint of a seal covers.
   *
   * @return empty if the seal does not have these bytes of the event
   * @throws IOException if a file of the seal cannot be read
   * @throws IllegalArgumentException if one is damaged
   */
  public static Optional<Proof> of(Event event, SealFolder folder) throws IOException {
    byte[] checkpoint = folder.checkpoint();
    long size = Checkpoint.parse(Note.parse(checkpoint)).size();
    byte[] canonical = event.toJson().getBytes(UTF_8);
    for (long number : folder.find(Set.of(event.id()), size).getOrDefault(event.id(), List.of())) {
      Optional<byte[]> salt = folder.salt(number);
      if (salt.isPresent() && folder.entry(number, size).seals(event.id(), salt.get(), canonical)) {
        SealEntry epoch = epochOf(folder, size);
        Proofs proofs = new Proofs(folder.hashes(size));
        return Optional.of(
            new Proof(
                event.toJson(),
                base64(salt.get()),
                number,
                proofs.inclusion(number, size),
                new String(checkpoint, UTF_8),
                new String(epoch.bytes(), UTF_8),
                epoch.index(),
                proofs.inclusion(epoch.index(), size)));
      }
    }
    return Optional.empty();
  }

  private static SealEntry epochOf(SealFolder folder, long size) throws IOException {
    List<SealEntry> epochs = new ArrayList<>();
    folder.entries(
        0,
        size,
        entry -> {
          if (!entry.isEvent() && entry.asRecord() instanceof EpochRecord) {
            epochs.clear();
            epochs.add(entry);
          }
        });
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException(folder.path() + ": no epoch was ever begun");
    }
    return epochs.get(0);
  }

  /**
   * Checks everything that the proof holds.
   *
   * @param trust operator keys that do not come from the proof
   * @return what does not hold; empty if it proves that the event was sealed
   */
  public Optional<String> check(Trust trust) {
    try {
      String wrong = wrong(trust);
      return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong);
    } catch (IllegalArgumentException e) {
      return Optional.of("a part of the proof is damaged");
    }
  }

  private String wrong(Trust trust) {
    Note note = Note.parse(checkpoint.getBytes(UTF_8));
    Checkpoint root = Checkpoint.parse(note);
    Note epochNote = Note.parse(epoch.getBytes(UTF_8));
    if (!(SealRecord.parse(epoch.getBytes(UTF_8)) instanceof EpochRecord record)) {
      return "the record of the epoch is none";
    }
    if (!trust.has(record.operator()) || !epochNote.isSignedBy(record.operator())) {
      return "the epoch is not signed by an operator key that is trusted";
    }
    if (!record.origin().equals(root.origin()) || record.starts() != epochNumber) {
      return "the epoch is that of another log, or another time";
    }
    if (record.starts() >= root.size() || !note.isSignedBy(record.key())) {
      return "the checkpoint is not signed with the key of the epoch";
    }
    byte[] epochLeaf = new TreeHash().leaf(epoch.getBytes(UTF_8));
    if (!Proofs.isIncluded(epochLeaf, epochNumber, root.size(), epochPath, root.root())) {
      return "the epoch is not in the checkpoint";
    }
    byte[] canonical = event.getBytes(UTF_8);
    Event read = Event.ofCanonical(canonical, 0, canonical.length);
    byte[] leaf =
        new TreeHash()
            .leaf(SealEntry.ofEvent(read.id(), Base64.getDecoder().decode(salt), canonical));
    return Proofs.isIncluded(leaf, number, root.size(), path, root.root())
        ? ""
        : "the event, with this salt, is not in the checkpoint";
  }

  /** Returns the bundle: JSON, with the event as unchanged text. */
  public String toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("event", event);
    json.put("salt", salt);
    json.put("number", number);
    path.forEach(json.putArray("path")::add);
    json.put("checkpoint", checkpoint);
    ObjectNode ofEpoch = json.putObject("epoch");
    ofEpoch.put("number", epochNumber);
    ofEpoch.put("note", epoch);
    epochPath.forEach(ofEpoch.putArray("path")::add);
    return json.toPrettyString();
  }

  /**
   * Reads a bundle.
   *
   * @throws IllegalArgumentException if it is not one; the message quotes nothing of it
   */
  public static Proof parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.path("format").asText().equals(FORMAT)) {
        throw new IllegalArgumentException("this is no bundle of the format " + FORMAT);
      }
      JsonNode epoch = json.path("epoch");
      return new Proof(
          json.path("event").asText(),
          json.path("salt").asText(),
          json.path("number").asLong(-1),
          hashes(json.path("path")),
          json.path("checkpoint").asText(),
          epoch.path("note").asText(),
          epoch.path("number").asLong(-1),
          hashes(epoch.path("path")));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this is no JSON");
    }
  }

  private static List<byte[]> hashes(JsonNode array) {
    List<byte[]> hashes = new ArrayList<>();
    array.forEach(hash -> hashes.add(Base64.getDecoder().decode(hash.asText())));
    return hashes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
