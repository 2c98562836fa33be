package dev.eventlogger.server.trust;

import java.nio.file.Path;
import java.util.List;

/** Settings in a test; whatever is not set is not configured. */
final class Settings {

  private Path keysFile;
  private List<OriginPattern> origins;
  private List<AddressRange> proxies;
  private JwtSettings jwt;
  private ProxyUserSettings proxyUser;
  private PrivacySettings privacy;
  private List<NamePattern> reservedNames;

  private Settings() {}

  static Settings with() {
    return new Settings();
  }

  Settings keys(Path file) {
    keysFile = file;
    return this;
  }

  Settings origins(OriginPattern... patterns) {
    origins = List.of(patterns);
    return this;
  }

  Settings proxies(String... ranges) {
    proxies = List.of(ranges).stream().map(AddressRange::parse).toList();
    return this;
  }

  Settings jwt(JwtSettings settings) {
    jwt = settings;
    return this;
  }

  Settings proxyUser(ProxyUserSettings settings) {
    proxyUser = settings;
    return this;
  }

  Settings privacy(AddressPrivacy addresses, boolean honourGpc, boolean honourDnt) {
    privacy = new PrivacySettings(addresses, honourGpc, honourDnt);
    return this;
  }

  Settings reserved(String... names) {
    reservedNames = List.of(names).stream().map(NamePattern::parse).toList();
    return this;
  }

  TrustSettings build() {
    return new TrustSettings(keysFile, origins, proxies, jwt, proxyUser, privacy, reservedNames);
  }
}
