package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.intake.Workspace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkspacesTest {

  private final AtomicInteger made = new AtomicInteger();
  private final Workspaces workspaces =
      new Workspaces(
          () -> {
            made.incrementAndGet();
            return new Workspace();
          });

  @Test
  void oneThatIsGivenBackIsLentAgain() {
    Workspace first = workspaces.take();
    Workspace nested = workspaces.take();
    assertThat(nested).isNotSameAs(first);

    workspaces.giveBack(nested);
    workspaces.giveBack(first);

    Workspace third = workspaces.take();
    Workspace fourth = workspaces.take();
    assertThat(List.of(third, fourth)).containsExactlyInAnyOrder(first, nested);
    assertThat(made).hasValue(2);
  }

  @Test
  void keepsNoMoreThanAThreadCanFind() {
    List<Workspace> taken = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      taken.add(workspaces.take());
    }
    taken.forEach(workspaces::giveBack);
    Set<Workspace> kept = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      kept.add(workspaces.take());
    }

    kept.retainAll(taken);
    assertThat(kept).hasSize(4);
  }

  @Test
  void threadsThatLogOnceUseWhatOthersGaveBack() throws Exception {
    for (int i = 0; i < 1000; i++) {
      Thread thread = new Thread(() -> workspaces.giveBack(workspaces.take()));
      thread.start();
      thread.join();
    }

    assertThat(made.get()).isLessThanOrEqualTo(64);
  }

  @Test
  void noneIsLentToTwoAtATime() throws Exception {
    Set<Workspace> lent = ConcurrentHashMap.newKeySet();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> all = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  Workspace taken = workspaces.take();
                  assertThat(lent.add(taken)).isTrue();
                  lent.remove(taken);
                  workspaces.giveBack(taken);
                }
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }
}
