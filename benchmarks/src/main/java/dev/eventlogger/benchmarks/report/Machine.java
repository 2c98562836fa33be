package dev.eventlogger.benchmarks.report;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What figures depend on: the machine, without its name, and the versions of everything measured.
 */
final class Machine {

  private static final String VERSIONS = "/dev/eventlogger/benchmarks/versions.properties";
  private static final long GIB = 1L << 30;

  private Machine() {}

  /** The machine that this runs on. */
  static Map<String, String> description() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Map<String, String> machine = new TreeMap<>();
    machine.put("cores", String.valueOf(system.getAvailableProcessors()));
    machine.put("memory", system.getTotalMemorySize() / GIB + " GiB");
    machine.put("operating system", system.getName() + " " + version(system));
    machine.put("architecture", system.getArch());
    machine.put(
        "JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    machine.put("day", LocalDate.now(ZoneOffset.UTC).toString());
    return machine;
  }

  /** The version of the system without a builder's suffix. */
  private static String version(OperatingSystemMXBean system) {
    return system.getVersion().replaceFirst("-.*", "");
  }

  /** The versions of this library and its peers. */
  static Map<String, String> versions() throws IOException {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(
            requireNonNull(Machine.class.getResourceAsStream(VERSIONS)), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> versions = new TreeMap<>();
    properties.forEach((name, version) -> versions.put((String) name, (String) version));
    return versions;
  }

  /** The values on one line. */
  static String listed(Map<String, String> values) {
    return values.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(joining(", "));
  }
}
