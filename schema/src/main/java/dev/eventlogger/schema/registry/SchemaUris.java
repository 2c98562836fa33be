package dev.eventlogger.schema.registry;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The identifiers of schemas as URIs. They are names: nothing is ever fetched from them. */
final class SchemaUris {

  /** The base of identifiers that are not absolute. */
  static final URI ROOT = URI.create("schema://registry/");

  private SchemaUris() {}

  /**
   * Makes a reference absolute, without its fragment.
   *
   * @return null if it is no URI reference
   */
  static @Nullable URI resolve(URI base, String reference) {
    int hash = reference.indexOf('#');
    String resource = hash < 0 ? reference : reference.substring(0, hash);
    if (resource.isEmpty()) {
      return base;
    }
    try {
      return base.resolve(new URI(resource)).normalize();
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** The decoded fragment of a reference; empty if there is none. */
  static String fragment(String reference) {
    int hash = reference.indexOf('#');
    if (hash < 0) {
      return "";
    }
    try {
      String fragment = new URI(reference.substring(hash)).getFragment();
      return fragment == null ? "" : fragment;
    } catch (URISyntaxException e) {
      // such as #/$defs/a b, which is common although wrong
      return reference.substring(hash + 1);
    }
  }
}
