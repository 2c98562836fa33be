package dev.eventlogger.benchmarks.server;

import dev.eventlogger.benchmarks.Folders;
import dev.eventlogger.benchmarks.Measurement;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures the servers in rounds, one after the other, each in a process of its own. The load comes
 * from this process, whose CPU time does not count.
 */
public final class ServerRounds {

  /** The scenario of connections that stay open without sending more. */
  public static final String IDLE = "idle";

  /** The scenario of everything that was sent to a server in a round. */
  public static final String WHOLE = "whole";

  private static final int CONNECTIONS = 32;
  private static final int IDLE_CONNECTIONS = 10_000;
  private static final long LONGEST_WARM_UP = TimeUnit.SECONDS.toNanos(25);
  private static final int[] BATCHES = {1, 100};

  private final Path folder;
  private final boolean quick;

  /**
   * Rounds whose servers write to a folder on the disk to be measured.
   *
   * @param quick one short round: to see that everything works, not for figures
   */
  public ServerRounds(Path folder, boolean quick) {
    this.folder = folder;
    this.quick = quick;
  }

  /** The scenario of requests with this many events. */
  public static String scenario(int events) {
    return "events-" + events;
  }

  /** Handles the measurements so far. */
  @FunctionalInterface
  public interface AfterRound {
    /** Takes the measurements, after each round. */
    void take(List<Measurement> measurements) throws IOException;
  }

  /** Measures everything, and hands over all measurements so far after each round. */
  public void measure(AfterRound afterRound) throws Exception {
    boolean hasNginx = Servers.hasNginx();
    if (!hasNginx) {
      System.out.println("There is no nginx here: its row is left out");
    }
    List<Measurement> all = new ArrayList<>();
    emptyFolder();
    all.add(IdleConnections.measure(folder, quick ? 100 : IDLE_CONNECTIONS));
    int rounds = quick ? 1 : 3;
    for (int round = 1; round <= rounds; round++) {
      System.out.println("Round " + round + " of " + rounds);
      for (Contestant contestant : Contestant.values()) {
        if (contestant != Contestant.NGINX || hasNginx) {
          emptyFolder();
          all.addAll(measure(contestant));
        }
      }
      afterRound.take(all);
    }
    emptyFolder();
  }

  private void emptyFolder() throws IOException {
    Files.createDirectories(folder);
    Folders.empty(folder);
  }

  private List<Measurement> measure(Contestant contestant) throws Exception {
    List<Measurement> measurements = new ArrayList<>();
    long answered = 0;
    try (ServerProcess server = new Servers(folder).start(contestant)) {
      for (int events : BATCHES) {
        try (Load load = new Load(server.port(), CONNECTIONS, contestant.requests(events))) {
          Figures figures = new Figures(contestant, events, server, load);
          measurements.add(figures.measure());
          answered += figures.answered;
        }
      }
      check(contestant, answered, server.end());
      measurements.add(
          new Measurement(contestant.name(), WHOLE, Map.of("answered", (double) answered)));
    }
    return measurements;
  }

  /** Checks that exactly what was answered was delivered. */
  private static void check(Contestant contestant, long answered, String delivered)
      throws IOException {
    if (contestant != Contestant.JETTY && !delivered.equals(Long.toString(answered))) {
      throw new IOException(contestant + ": answered " + answered + ", delivered " + delivered);
    }
  }

  /** The figures for requests of one size. For one thread. */
  private final class Figures {

    private final Contestant contestant;
    private final int events;
    private final ServerProcess server;
    private final Load load;
    private long answered;

    Figures(Contestant contestant, int events, ServerProcess server, Load load) {
      this.contestant = contestant;
      this.events = events;
      this.server = server;
      this.load = load;
    }

    Measurement measure() throws IOException {
      warmUp();
      Map<String, Double> figures = new HashMap<>();
      Duration before = server.cpu();
      Load.Answers full = counted(load.atFullSpeed(quick ? 1 : 5));
      server.flush();
      double cpu = (double) server.cpu().minus(before).toNanos() / 1e9;
      figures.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      figures.put("requests_per_second", full.perSecond());
      figures.put("cpu_seconds", cpu);
      figures.put("requests_per_cpu_second", full.answered() / cpu);
      figures.put("events_per_cpu_second", (double) full.answered() * events / cpu);
      Load.Answers half = counted(load.paced(full.perSecond() / 2, quick ? 1 : 4));
      server.flush();
      figures.put("half_p50_ms", (double) half.nanosOf(0.5) / 1e6);
      figures.put("half_p99_ms", (double) half.nanosOf(0.99) / 1e6);
      System.out.println("  " + contestant + " " + scenario(events) + " " + figures);
      return new Measurement(contestant.name(), scenario(events), figures);
    }

    /** Measured in CPU time, since a second gives little of it on a busy machine. */
    private void warmUp() throws IOException {
      if (contestant == Contestant.NGINX) {
        return; // nginx is compiled already
      }
      Duration enough = server.cpu().plusSeconds(quick ? 1 : 20);
      long begun = System.nanoTime();
      while (server.cpu().compareTo(enough) < 0 && System.nanoTime() - begun < LONGEST_WARM_UP) {
        counted(load.atFullSpeed(0.5));
      }
      server.flush();
    }

    private Load.Answers counted(Load.Answers answers) throws IOException {
      if (answers.refused() > 0) {
        throw new IOException(contestant + " refused " + answers.refused() + " requests");
      }
      answered += (long) answers.answered() * events;
      return answers;
    }
  }
}
