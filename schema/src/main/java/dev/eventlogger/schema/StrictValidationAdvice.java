package dev.eventlogger.schema;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.eventlogger.schema.SchemaSettings.Validation;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells how {@code validation: strict} can be made faster: by default HotSpot never compiles
 * methods of more than 8,000 bytecodes, and Vert.x JSON Schema validates in a larger one.
 */
final class StrictValidationAdvice {

  private static final String OPTION = "DontCompileHugeMethods";

  private StrictValidationAdvice() {}

  /** The advice, or null if it would not help. */
  static @Nullable String of(Validation validation) {
    return of(validation, StrictValidationAdvice::leavesHugeMethodsUncompiled);
  }

  static @Nullable String of(Validation validation, BooleanSupplier leavesHugeMethodsUncompiled) {
    return validation == Validation.STRICT && leavesHugeMethodsUncompiled.getAsBoolean()
        ? "EVENT_SCHEMAS.validation: strict is several times as fast with the JVM's option -XX:-"
            + OPTION
        : null;
  }

  /** False also on a JVM that is not HotSpot, or lacks the module to ask it with. */
  private static boolean leavesHugeMethodsUncompiled() {
    try {
      HotSpotDiagnosticMXBean hotSpot =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return hotSpot != null && Boolean.parseBoolean(hotSpot.getVMOption(OPTION).getValue());
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }
}
