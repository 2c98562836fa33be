package dev.eventlogger.benchmarks.micro;

import dev.eventlogger.benchmarks.Measurement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of this package. */
@SuppressWarnings("rawtypes") // JMH's results
public final class Micro {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private Micro() {}

  /**
   * Nanoseconds and bytes for each call.
   *
   * @param quick a fraction of a second for each: to see that everything works, not for figures
   */
  public static List<Measurement> measure(boolean quick) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(Micro.class.getPackageName() + ".*")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .jvmArgs("-Xms1g", "-Xmx1g")
            .warmupIterations(quick ? 1 : 3)
            .warmupTime(TimeValue.milliseconds(quick ? 200 : 1000))
            .measurementIterations(quick ? 1 : 5)
            .measurementTime(TimeValue.milliseconds(quick ? 200 : 1000))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    List<Measurement> measurements = new ArrayList<>();
    results.forEach(result -> measurements.add(measurement(result)));
    return measurements;
  }

  private static Measurement measurement(RunResult result) {
    String name = result.getParams().getBenchmark();
    String method = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    String maps = result.getParams().getParam("maps");
    return new Measurement(
        "JMH",
        maps == null ? method : method + " " + maps,
        Map.of(
            "ns", result.getPrimaryResult().getStatistics().getPercentile(50),
            "bytes", allocated(result)));
  }

  private static double allocated(RunResult result) {
    return result.getSecondaryResults().entrySet().stream()
        .filter(each -> each.getKey().endsWith(ALLOCATED))
        .mapToDouble(each -> each.getValue().getScore())
        .findFirst()
        .orElse(Double.NaN);
  }
}
