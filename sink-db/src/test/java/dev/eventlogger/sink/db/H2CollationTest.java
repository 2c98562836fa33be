package dev.eventlogger.sink.db;

import java.util.Map;

/** A database whose collation distinguishes base letters only; columns cannot have another one. */
final class H2CollationTest extends CollationContract {

  H2CollationTest() {
    super(TestDatabase.H2, settings(TestDatabase.H2.settings()));
  }

  private static Map<String, Object> settings(Map<String, Object> settings) {
    String url = settings.get("url").toString().replace("h2/", "h2/weak-");
    return Rig.with(settings, "url", url + ";COLLATION=ENGLISH STRENGTH PRIMARY");
  }

  @Override
  void weaken(TestDatabase database, String table) {}
}
