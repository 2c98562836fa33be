package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ManySchemasTest {

  private static final int COUNT = 1_000;

  @Test
  void registersAThousandSchemasInSecondsAndLittleMemory() {
    register(new SchemaRegistry(SchemaRules.DEFAULT), 50); // loads classes and meta-schemas
    SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);
    long before = used();
    long start = CpuTime.nanos();

    register(registry, COUNT);

    long millis = (CpuTime.nanos() - start) / 1_000_000;
    long megabytes = (used() - before) / 1_000_000;
    System.out.println(COUNT + " schemas: " + millis + " ms, " + megabytes + " MB");
    assertThat(registry.all()).hasSize(COUNT + 1);
    assertThat(megabytes).isLessThan(200);
    assertThat(millis).isLessThan(10_000); // takes five seconds if nothing else runs
  }

  private static void register(SchemaRegistry registry, int count) {
    Schemas.register(
        registry,
        "{'$id':'/common/1','definitions':{'meta':{'type':'object','required':['id'],"
            + "'properties':{'id':{'type':'string','maxLength':36},'dt':{'type':'string',"
            + "'format':'date-time'},'uri':{'type':'string','format':'uri-reference'}}}}}");
    StringBuilder properties = new StringBuilder();
    for (int index = 0; index < 25; index++) {
      properties.append(
          ",'p%d':{'type':'object','description':'Something %d','properties':{'a':{'type':'string',"
                  .formatted(index, index)
              + "'minLength':1,'pattern':'^[a-z]+$'},'b':{'type':['integer','null'],'minimum':0}}}");
    }
    for (int index = 0; index < count; index++) {
      EventSchema schema =
          Schemas.register(
              registry,
              "{'$id':'/event/%d/1.0.0','type':'object','properties':{'meta':{'$ref':'/common/1#/definitions/meta'}%s}}"
                  .formatted(index, properties));
      assertThat(schema.surelyValid(Map.of("meta", Map.of("id", "x")))).isTrue();
    }
  }

  private static long used() {
    for (int times = 0; times < 3; times++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
