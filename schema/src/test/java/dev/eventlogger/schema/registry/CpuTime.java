package dev.eventlogger.schema.registry;

import java.lang.management.ManagementFactory;

/** The time this thread has worked: what a busy machine does not make longer. */
final class CpuTime {

  private CpuTime() {}

  static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
