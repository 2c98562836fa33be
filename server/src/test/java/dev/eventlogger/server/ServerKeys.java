package dev.eventlogger.server;

import dev.eventlogger.server.trust.Key;
import dev.eventlogger.server.trust.KeyFile;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.KeyToken;
import dev.eventlogger.server.trust.OriginPattern;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A file of keys, made for a test. For one thread. */
final class ServerKeys {

  private final Path path;

  ServerKeys(Path path) {
    this.path = path;
  }

  /** The setting that names it. */
  String setting() {
    return "keys_file: '" + path + "'";
  }

  /** A key for a program, which may write. */
  String add(String id) throws IOException {
    return add(id, KeyKind.SERVER, Set.of(Scope.WRITE), Restrictions.NONE);
  }

  /** A key for a program that has one token to write and to read with. */
  String addForBoth(String id) throws IOException {
    return add(id, KeyKind.SERVER, Set.of(Scope.WRITE, Scope.READ), Restrictions.NONE);
  }

  /** A token for somebody who looks at what there is. */
  String addToRead(String id) throws IOException {
    return add(id, KeyKind.READ, Set.of(Scope.READ), Restrictions.NONE);
  }

  /** A key that stands in the pages of an origin. */
  String addForPages(String id, String origin) throws IOException {
    return add(
        id,
        KeyKind.CLIENT,
        Set.of(Scope.WRITE),
        new Restrictions(List.of(OriginPattern.parse(origin)), List.of(), List.of(), null));
  }

  private String add(String id, KeyKind kind, Set<Scope> scopes, Restrictions restrictions)
      throws IOException {
    KeyToken token = KeyToken.make(kind);
    Key key =
        new Key(id, kind, token.hash(), Instant.now(), null, null, false, scopes, restrictions);
    new KeyFile(path)
        .change(
            keys -> {
              List<Key> more = new ArrayList<>(keys);
              more.add(key);
              return more;
            });
    return token.text();
  }
}
