package dev.eventlogger.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadTest {

  private static final Pattern ID = Pattern.compile("\"id\":\"(\\d{12})\"");
  private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");

  private DiscardingJetty jetty;

  @BeforeEach
  void start() throws Exception {
    jetty = new DiscardingJetty();
  }

  @AfterEach
  void stop() throws Exception {
    jetty.end();
  }

  @Test
  void everyRequestIsAnsweredBeforeALoadEnds() throws Exception {
    try (Load load = new Load(jetty.port(), 3, new Requests(100, true, false))) {
      Load.Answers first = load.atFullSpeed(0.2);
      Load.Answers second = load.atFullSpeed(0.2);

      assertThat(first.answered()).isPositive();
      assertThat(first.refused()).isZero();
      assertThat(first.perSecond()).isPositive();
      assertThat(second.answered()).isPositive();
      assertThat(second.nanos()).hasSize(second.answered()).isSorted();
    }
  }

  @Test
  void aPacedLoadSendsAsManyAsAreDue() throws Exception {
    try (Load load = new Load(jetty.port(), 2, new Requests(1, false, false))) {
      Load.Answers answers = load.paced(200, 0.5);

      assertThat(answers.answered()).isBetween(99, 101);
      assertThat(answers.nanosOf(0.99)).isGreaterThanOrEqualTo(answers.nanosOf(0.5)).isPositive();
    }
  }

  @Test
  void everyEventHasAnIdOfItsOwn() {
    Requests requests = new Requests(100, true, true);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Matcher id = ID.matcher(text(requests.next()));
      while (id.find()) {
        ids.add(id.group(1));
      }
    }
    assertThat(ids).hasSize(20_000);
  }

  @Test
  void aRequestSaysItsLength() {
    String request = text(new Requests(100, true, true).next());
    Matcher length = LENGTH.matcher(request);

    assertThat(length.find()).isTrue();
    String body = request.substring(request.indexOf("\r\n\r\n") + 4);
    assertThat(body).hasSize(Integer.parseInt(length.group(1)));
    assertThat(body.lines()).hasSize(100);
  }

  private static String text(ByteBuffer request) {
    return StandardCharsets.ISO_8859_1.decode(request).toString();
  }
}
