package dev.eventlogger.server.trust;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A file of keys in a test. */
public final class Keys {

  private final KeyFile file;
  private final Path path;

  /** A file of keys, which need not exist yet. */
  public Keys(Path path) {
    this.path = path;
    file = new KeyFile(path);
  }

  /** The setting that names the file. */
  public String setting() {
    return "keys_file: '" + path + "'";
  }

  Path path() {
    return path;
  }

  /** Adds a key, and returns its token. */
  public String add(String id, KeyKind kind, Restrictions restrictions, Scope... scopes)
      throws IOException {
    return add(id, kind, restrictions, null, scopes);
  }

  String add(String id, KeyKind kind, Restrictions restrictions, Instant expiresAt, Scope... scopes)
      throws IOException {
    KeyToken token = KeyToken.make(kind);
    Set<Scope> all = scopes.length == 0 ? Set.of(Scope.WRITE) : Set.of(scopes);
    Key key =
        new Key(id, kind, token.hash(), SetClock.NOON, expiresAt, null, false, all, restrictions);
    file.change(
        keys -> {
          List<Key> more = new ArrayList<>(keys);
          more.add(key);
          return more;
        });
    return token.text();
  }

  /** Adds a key for the pages of an origin. */
  public String addForPages(String id, String origin) throws IOException {
    List<OriginPattern> origins = List.of(OriginPattern.parse(origin));
    return add(id, KeyKind.CLIENT, new Restrictions(origins, List.of(), List.of(), null));
  }

  /** Revokes a key. */
  public void revoke(String id) throws IOException {
    file.change(
        keys -> keys.stream().map(key -> key.id().equals(id) ? key.revoked() : key).toList());
  }
}
