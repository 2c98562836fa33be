package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures, by C2SP's signed-note. Immutable. Reading a note does not check its
 * signatures: ask {@link #isSignedBy}.
 *
 * @param text its lines, each with its line feed
 * @param signatures whoever's they are; at least one
 */
public record Note(String text, List<NoteSignature> signatures) {

  private static final int MOST_BYTES = 1_000_000;
  private static final int MOST_SIGNATURES = 100;
  private static final String DASH = "— ";

  public Note {
    signatures = List.copyOf(signatures);
  }

  /**
   * One signature line.
   *
   * @param name the key's
   * @param keyId the key's
   * @param signature the bytes after the id
   */
  @SuppressWarnings("ArrayRecordComponent") // copied, and compared by content
  public record NoteSignature(String name, int keyId, byte[] signature) {
    public NoteSignature {
      signature = signature.clone();
    }

    @Override
    public byte[] signature() {
      return signature.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof NoteSignature that
          && name.equals(that.name)
          && keyId == that.keyId
          && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
      return keyId;
    }
  }

  /** Signs a text, which must end with a line feed. */
  public static Note sign(String text, NoteSigner... signers) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("a note's text must end with a line end");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (NoteSigner signer : signers) {
      VerifierKey key = signer.verifier();
      signatures.add(new NoteSignature(key.name(), key.id(), signer.sign(text.getBytes(UTF_8))));
    }
    return new Note(text, signatures);
  }

  /**
   * Parses a note.
   *
   * @throws IllegalArgumentException if it is not one, such as a text without signatures
   */
  public static Note parse(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException("this is no note: it has " + bytes.length + " bytes");
    }
    String all = decode(bytes);
    int end = all.lastIndexOf("\n\n");
    if (end < 0 || !all.endsWith("\n") || all.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new IllegalArgumentException(
          "this is no note: a text, an empty line, and lines of signatures");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    String lines = all.substring(end + 2);
    for (String line : lines.isEmpty() ? new String[0] : lines.split("\n", -1)) {
      if (!line.isEmpty() || signatures.isEmpty()) {
        signatures.add(signature(line));
      }
    }
    if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
      throw new IllegalArgumentException("this is no note: it has no signature, or too many");
    }
    Note note = new Note(all.substring(0, end + 1), signatures);
    if (!Arrays.equals(note.toBytes(), bytes)) {
      throw new IllegalArgumentException("this is no note: a signature is not in its one form");
    }
    return note;
  }

  private static String decode(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("this is no note: it is not in UTF-8", e);
    }
  }

  private static NoteSignature signature(String line) {
    String[] parts = line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : null;
    if (parts == null || parts.length != 2 || !VerifierKey.isName(parts[0])) {
      throw new IllegalArgumentException("this is no note: a line of signature is not whole");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(parts[1]);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("this is no note: a signature is not in base64", e);
    }
    if (bytes.length < Integer.BYTES + 1) {
      throw new IllegalArgumentException("this is no note: a signature is too short");
    }
    byte[] signature = Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
    return new NoteSignature(parts[0], ByteBuffer.wrap(bytes).getInt(), signature);
  }

  /** Whether the key signed this text. */
  public boolean isSignedBy(VerifierKey key) {
    byte[] signed = text.getBytes(UTF_8);
    return signatures.stream()
        .filter(each -> each.keyId() == key.id() && each.name().equals(key.name()))
        .anyMatch(each -> key.verifies(signed, each.signature()));
  }

  /** The note in its written form. */
  public byte[] toBytes() {
    StringBuilder all = new StringBuilder(text).append('\n');
    for (NoteSignature each : signatures) {
      byte[] bytes = each.signature();
      ByteBuffer typed = ByteBuffer.allocate(Integer.BYTES + bytes.length);
      typed.putInt(each.keyId()).put(bytes);
      String base64 = Base64.getEncoder().encodeToString(typed.array());
      all.append(DASH).append(each.name()).append(' ').append(base64).append('\n');
    }
    return all.toString().getBytes(UTF_8);
  }
}
