package dev.eventlogger.benchmarks;

import dev.eventlogger.benchmarks.endtoend.JupyterEvents;
import dev.eventlogger.benchmarks.endtoend.Rounds;
import dev.eventlogger.benchmarks.micro.Micro;
import dev.eventlogger.benchmarks.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures everything, and writes the report. */
public final class Benchmarks {

  private Benchmarks() {}

  /**
   * Runs.
   *
   * @param arguments {@code full} or {@code quick}; a folder for the events; one for the report;
   *     and the command of a Python that may have Jupyter Events
   */
  public static void main(String[] arguments) throws Exception {
    boolean quick = arguments[0].equals("quick");
    Path events = Path.of(arguments[1]);
    List<Measurement> measurements = new ArrayList<>();
    measurements.addAll(new Rounds(events, quick).measure());
    JupyterEvents jupyter = new JupyterEvents(arguments[3], events);
    measurements.addAll(jupyter.measure(quick ? 1 : 20));
    Path results = Path.of(arguments[2]);
    new Report(measurements).write(results, quick);
    measurements.addAll(Micro.measure(quick));
    new Report(measurements).write(results, quick);
    System.out.println("The report is in " + arguments[2]);
  }
}
