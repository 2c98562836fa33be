package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.schema.registry.PatternSearch.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PatternSearchTest {

  private static final int THREADS = 4;
  private static final int LOOKS = 20_000;

  @Test
  @Timeout(60)
  void answersEachOfManyThreadsForItsOwnText() throws Exception {
    PatternSearch search = new PatternSearch("^[0-9]+$");
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> wrong = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        boolean isDigits = thread % 2 == 0;
        wrong.add(
            threads.submit(
                () -> {
                  start.await();
                  return wrongAnswers(search, isDigits);
                }));
      }
      for (Future<Integer> count : wrong) {
        assertThat(count.get()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int wrongAnswers(PatternSearch search, boolean isDigits) {
    Answer right = isDigits ? Answer.FOUND : Answer.NOT_FOUND;
    int wrong = 0;
    for (int look = 0; look < LOOKS; look++) {
      wrong += search.in(isDigits ? "0123456789" : "012345678x") == right ? 0 : 1;
    }
    return wrong;
  }

  @Test
  void answersRightAfterATextThatTookTooMuchWork() {
    PatternSearch search = new PatternSearch("^.*.*.*x$");

    assertThat(search.in("a".repeat(200))).isEqualTo(Answer.NOT_SURE);
    assertThat(search.in("ax")).isEqualTo(Answer.FOUND);
    assertThat(search.in("b")).isEqualTo(Answer.NOT_FOUND);
  }
}
