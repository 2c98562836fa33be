package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.Section;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ElasticsearchSettingsTest {

  private static ElasticsearchSettings of(Map<String, ?> settings) {
    return Section.of("clicks", settings).as(ElasticsearchSettings.class);
  }

  @Test
  void hasGramexsDefaults() {
    ElasticsearchSettings settings = of(Map.of());

    assertThat(settings.hosts()).containsExactly(URI.create("http://localhost:9200"));
    assertThat(settings.destination("Clicks").wildcard()).isEqualTo("clicks-*.*.*");
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.bulkBytes()).isEqualTo(5_242_880);
    assertThat(settings.userAndPassword()).isNull();
  }

  @Test
  void takesAHostAndItsPortWithTlsWhereACertificateIsNamed() {
    assertThat(of(Map.of("host", "search", "port", 443, "ca_file", "ca.pem")).hosts())
        .containsExactly(URI.create("https://search:443"));
    assertThat(of(Map.of("host", "::1")).hosts()).containsExactly(URI.create("http://[::1]:9200"));
  }

  @Test
  void boundsTheTimeOfEventsByHowMuchAnIndexHolds() {
    assertThat(of(Map.of()).maxAge()).isEqualTo(Duration.ofDays(365));
    assertThat(of(Map.of()).maxFuture()).isEqualTo(Duration.ofDays(1));
    assertThat(of(Map.of("index", "a-{yyyy.MM.dd.HH}")).maxAge()).isEqualTo(Duration.ofDays(31));
    assertThat(of(Map.of("index", "a-{yyyy.MM}")).maxAge()).isNull();
    assertThat(of(Map.of("index", "a-{yyyy.MM}", "max_age", "90d")).maxAge())
        .isEqualTo(Duration.ofDays(90));
    assertThat(of(Map.of("index", "a")).maxFuture()).isNull();
  }

  @Test
  void namesItsServersWithTheirPorts() {
    assertThat(of(Map.of("hosts", List.of("https://a", "https://b:9201"))).servers())
        .isEqualTo("a:443, b:9201");
  }

  @Test
  void takesUserAndPasswordAsOneTextOrTwo() {
    assertThat(of(Map.of("http_auth", "ada:se:cret")).userAndPassword()).isEqualTo("ada:se:cret");
    assertThat(of(Map.of("http_auth", List.of("ada", "se:cret"))).userAndPassword())
        .isEqualTo("ada:se:cret");
  }

  @Test
  void showsNoSecret() {
    ElasticsearchSettings settings = of(Map.of("http_auth", "ada:secret", "host", "search"));

    assertThat(settings.toString()).doesNotContain("ada", "secret");
    assertThat(
            Section.of("clicks", Map.of("http_auth", "ada:secret", "api_key", "a2V5")).toString())
        .doesNotContain("secret", "a2V5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          port | 70000 | port: must be from 1 to 65535
          host | http://a | host: must be a name, such as search.example.org; a URI goes to hosts
          hosts | ftp://a | hosts: must be URIs such as https://search.example.org:9200
          hosts | https://u:p@a | hosts: must not hold a user; set http_auth
          index | Upper | index: must be of small letters, digits and . _ -
          index | a,b | index: must be of small letters
          index | {yyyy}-a | index: must begin with a name, before the time
          index | .a | index: must be of small letters
          index | -a | index: must be of small letters
          index | a-{dd.MM} | index: a placeholder must be {log}, or a time such as {yyyy.MM.dd}
          index | a-{yyyy}-{MM} | index: must be of small letters
          index | a-{event} | index: a placeholder must be {log}
          data_stream | a-{yyyy} | data_stream: must be of small letters
          http_auth | ada | http_auth: must be user:password, or a list of the two
          api_key | a b | api_key: must be the server's encoded key
          ca_fingerprint | abc | ca_fingerprint: must be a SHA-256 in hexadecimal
          data_retention | 1d | data_retention: is for a data_stream
          connect_timeout | 0s | connect_timeout and request_timeout must be more than 0s
          template_priority | -1 | template_priority: must not be negative
          bulk_bytes | 10 | bulk_bytes: must be at least 1024
          """)
  void refuses(String setting, String value, String message) {
    Object typed = value.matches("-?\\d+") ? (Object) Integer.valueOf(value) : value;

    assertThatThrownBy(() -> of(Map.of(setting, typed)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("EVENT_LOGGERS.clicks")
        .hasMessageContaining(message);
  }

  @Test
  void refusesWhatExcludesEachOther() {
    assertRefused(
        Map.of("index", "events", "max_age", "1d"), "max_age and max_future are for an index with");
    assertRefused(
        Map.of("data_stream", "events", "max_future", "1d"), "are for an index with a time");
    assertRefused(
        Map.of("templates", "none", "template_priority", 1), "is not for templates: none");
    assertRefused(Map.of("host", "a", "hosts", "http://b"), "keep one of the two");
    assertRefused(Map.of("index", "a", "data_stream", "b"), "exclude each other");
    assertRefused(Map.of("http_auth", "a:b", "api_key", "c"), "exclude each other");
    assertRefused(Map.of("ca_file", "a", "ca_fingerprint", "ab".repeat(32)), "exclude each other");
    assertRefused(Map.of("hosts", "http://a", "ca_file", "ca.pem"), "must begin with https");
    assertRefused(
        Map.of("hosts", List.of("http://a/x", "http://b/y")), "must all have the same path");
    assertRefused(Map.of("hosts", List.of()), "hosts: is empty");
    assertRefused(
        Map.of("data_stream", "a", "data_retention", "1ms"), "data_retention: must be at least 1s");
  }

  private static void assertRefused(Map<String, ?> settings, String message) {
    assertThatThrownBy(() -> of(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
