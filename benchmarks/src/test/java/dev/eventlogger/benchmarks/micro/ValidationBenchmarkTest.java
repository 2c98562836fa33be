package dev.eventlogger.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.eventlogger.benchmarks.Shape;
import dev.eventlogger.schema.registry.EventSchema;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValidationBenchmarkTest {

  private final ValidationBenchmark validation = new ValidationBenchmark();

  @Test
  void allValidatorsFindTheEventsValid() {
    assertThat(validation.fast()).isTrue();
    assertThat(validation.strict()).isEmpty();
    assertThat(validation.vertx().getErrors()).isNullOrEmpty();
    assertThat(validation.networknt()).isEmpty();
    assertThatCode(validation::everit).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void everyEventOfEveryShapeMeetsItsSchema(Shape shape) {
    EventSchema schema = Prepared.schema(shape.schema());

    for (Map<String, Object> event : shape.events()) {
      assertThat(schema.surelyValid(event)).isTrue();
    }
    assertThat(schema.validate(shape.events().get(0))).isEmpty();
  }
}
