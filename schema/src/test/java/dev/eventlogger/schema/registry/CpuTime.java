package dev.eventlogger.schema.registry;

import java.lang.management.ManagementFactory;

/** The CPU time of this thread, which does not grow on a busy machine. */
final class CpuTime {

  private CpuTime() {}

  static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
