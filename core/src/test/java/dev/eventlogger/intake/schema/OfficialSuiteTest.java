package dev.eventlogger.intake.schema;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OfficialSuiteTest {
  @Test
  void x() {
    for (OfficialSuite s : new OfficialSuite[]{OfficialSuite.inFile(Path.of("/tmp/cp/tests/test-suite-tck.json")), OfficialSuite.inFolder(Path.of("/tmp/suite"))}) {
    OfficialSuiteRun run = new OfficialSuiteRun(s);
    System.out.println("agreed " + run.agreed + " differ " + run.differences.size() + " refused " + run.refused);
    run.differences.forEach(d -> System.out.println("  DIFF " + d));
    run.refusals.forEach((k, v) -> System.out.println("  REF " + k + " -> " + v.split("\n")[0]));
    }
  }
}
