package dev.eventlogger.server.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file, as it is sent. Immutable.
 *
 * @param mediaType the {@code Content-Type}
 * @param bytes never changed
 * @param gzipped the same bytes, compressed; null if that saves nothing
 * @param hash the beginning of its SHA-256 in hexadecimal, for names and tags of exactly this
 *     content
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FileContent(String mediaType, byte[] bytes, byte @Nullable [] gzipped, String hash) {

  private static final int HASH_BYTES = 12;

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "txt", "text/plain; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png");

  /**
   * A file whose media type follows from the ending of its name.
   *
   * @throws IllegalArgumentException if files with this ending are not served
   */
  static FileContent of(String name, byte[] bytes) {
    String type = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalArgumentException(
          name + ": no file of this kind is served; those are " + MEDIA_TYPES.keySet());
    }
    byte[] gzipped = gzipped(bytes);
    return new FileContent(
        type, bytes, gzipped.length < bytes.length ? gzipped : null, hash(bytes));
  }

  /** A text made at run time, which is sent uncompressed. */
  public static FileContent ofText(String mediaType, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new FileContent(mediaType, bytes, null, hash(bytes));
  }

  private static byte[] gzipped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 32);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(digest("SHA-256", bytes), 0, HASH_BYTES);
  }

  /** The value with which a page accepts this content and no other (Subresource Integrity, 3.5). */
  public String integrity() {
    return "sha384-" + Base64.getEncoder().encodeToString(digest("SHA-384", bytes));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
