package dev.eventlogger.benchmarks;

import dev.eventlogger.benchmarks.endtoend.JupyterEvents;
import dev.eventlogger.benchmarks.endtoend.Rounds;
import dev.eventlogger.benchmarks.micro.Micro;
import dev.eventlogger.benchmarks.report.Report;
import dev.eventlogger.benchmarks.report.ServerReport;
import dev.eventlogger.benchmarks.seal.SealCost;
import dev.eventlogger.benchmarks.server.ServerRounds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures everything, and writes the report. */
public final class Benchmarks {

  private Benchmarks() {}

  /**
   * Runs the benchmarks.
   *
   * @param arguments {@code full} or {@code quick}; a folder for the events; one for the report;
   *     the command of a Python that may have Jupyter Events; and what is measured, {@code
   *     library}, {@code server} or {@code seal}
   */
  public static void main(String[] arguments) throws Exception {
    boolean quick = arguments[0].equals("quick");
    Path events = Path.of(arguments[1]);
    Path results = Path.of(arguments[2]);
    if (arguments[4].equals("server")) {
      new ServerRounds(events, quick)
          .measure(measurements -> new ServerReport(measurements).write(results, quick));
    } else if (arguments[4].equals("seal")) {
      SealCost.measure(events, results, quick);
    } else {
      measureLibrary(quick, events, results, arguments[3]);
    }
    System.out.println("The report is in " + arguments[2]);
  }

  private static void measureLibrary(boolean quick, Path events, Path results, String python)
      throws Exception {
    List<Measurement> measurements = new ArrayList<>();
    measurements.addAll(new Rounds(events, quick).measure());
    JupyterEvents jupyter = new JupyterEvents(python, events);
    measurements.addAll(jupyter.measure(quick ? 1 : 20));
    new Report(measurements).write(results, quick);
    measurements.addAll(Micro.measure(quick));
    new Report(measurements).write(results, quick);
  }
}
