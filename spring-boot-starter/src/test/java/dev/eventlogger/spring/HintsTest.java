package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.Section;
import dev.eventlogger.delivery.DeliverySettings;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.javapoet.ClassName;

/** The hints for a native image. */
@Timeout(60)
class HintsTest {

  private static RuntimeHints hints() {
    RuntimeHints hints = new RuntimeHints();
    SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
        .load(RuntimeHintsRegistrar.class)
        .stream()
        .filter(registrar -> registrar.getClass().getName().startsWith("dev.eventlogger."))
        .forEach(registrar -> registrar.registerHints(hints, HintsTest.class.getClassLoader()));
    return hints;
  }

  @Test
  void namesModulesAndTheirFiles() throws Exception {
    RuntimeHints hints = hints();

    assertThat(
            RuntimeHintsPredicates.reflection()
                .onConstructor(
                    Class.forName("dev.eventlogger.sink.file.FileEventLogger").getConstructor())
                .invoke())
        .accepts(hints);
    for (String file :
        Set.of(
            "META-INF/services/dev.eventlogger.spi.BaseEventLogger",
            "META-INF/services/dev.eventlogger.spi.OutboxProvider",
            "dev/eventlogger/sink/db/outbox/h2/V1__event_outbox.sql")) {
      assertThat(HintsTest.class.getClassLoader().getResource(file)).as(file).isNotNull();
      assertThat(RuntimeHintsPredicates.resource().forResource(file)).as(file).accepts(hints);
    }
    assertThat(RuntimeHintsPredicates.proxies().forInterfaces(LogEvent.class)).accepts(hints);
  }

  @Test
  void namesWhatSettingsAreBoundTo() throws Exception {
    RuntimeHints hints = hints();

    assertThat(
            RuntimeHintsPredicates.reflection()
                .onConstructor(DeliverySettings.class.getDeclaredConstructors()[0])
                .invoke())
        .accepts(hints);
    // A record that is a setting of another, and a type that parses itself.
    assertThat(
            RuntimeHintsPredicates.reflection()
                .onMethod(Class.forName("dev.eventlogger.delivery.RetryPolicy"), "maxDelay")
                .invoke())
        .accepts(hints);
    assertThat(
            RuntimeHintsPredicates.reflection()
                .onMethod(Class.forName("dev.eventlogger.intake.context.ContextKey"), "parse")
                .invoke())
        .accepts(hints);
  }

  /** Searches all classes of the event logger for the types that they bind settings to. */
  @Test
  void leavesNoSettingsOut() throws Exception {
    Set<String> bound = new HashSet<>();
    for (Resource file :
        new PathMatchingResourcePatternResolver()
            .getResources("classpath*:dev/eventlogger/**/*.class")) {
      collect(file, bound);
    }

    RuntimeHints hints = hints();
    assertThat(bound).contains(DeliverySettings.class.getName()).hasSizeGreaterThan(8);
    for (String settings : bound) {
      assertThat(
              RuntimeHintsPredicates.reflection()
                  .onConstructor(Class.forName(settings).getDeclaredConstructors()[0])
                  .invoke())
          .as(settings)
          .accepts(hints);
    }
  }

  private static void collect(Resource file, Set<String> bound) throws IOException {
    try (InputStream stream = file.getInputStream()) {
      new ClassReader(stream)
          .accept(
              new ClassVisitor(SpringAsmInfo.ASM_VERSION) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] thrown) {
                  return new Bindings(bound);
                }
              },
              ClassReader.SKIP_DEBUG);
    }
  }

  /** Finds the class constant that is pushed right before each call of {@code as}. */
  private static final class Bindings extends MethodVisitor {

    private final Set<String> bound;
    private String last = "";

    Bindings(Set<String> bound) {
      super(SpringAsmInfo.ASM_VERSION);
      this.bound = bound;
    }

    @Override
    public void visitLdcInsn(Object value) {
      last = value instanceof Type type ? type.getClassName() : "";
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      last = "";
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      boolean isOfSettings =
          owner.equals(Type.getInternalName(Section.class))
              || owner.equals(Type.getInternalName(SinkConfig.class));
      if (opcode != Opcodes.INVOKESTATIC && isOfSettings && name.equals("as") && !last.isEmpty()) {
        bound.add(last);
      }
      last = "";
    }
  }

  /** Has a method that is logged when called through this interface. */
  interface Vault {
    void open(int drawer);
  }

  /** The implementation. */
  static class SteelVault implements Vault {
    @Override
    @LogEvent
    public void open(int drawer) {}
  }

  /** Has no logged method. */
  static class Quiet {
    public void rest() {}
  }

  @Test
  void namesFunctionsThatAreLogged() {
    GenericApplicationContext application = new GenericApplicationContext();
    application.registerBean(SteelVault.class);
    application.registerBean(Quiet.class);
    DefaultGenerationContext generation =
        new DefaultGenerationContext(
            new ClassNameGenerator(ClassName.get("org.example", "Vaults")),
            new InMemoryGeneratedFiles());

    new ApplicationContextAotGenerator().processAheadOfTime(application, generation);

    RuntimeHints hints = generation.getRuntimeHints();
    for (Class<?> type : Set.of(Vault.class, SteelVault.class)) {
      assertThat(RuntimeHintsPredicates.reflection().onMethod(type, "open").invoke())
          .accepts(hints);
    }
    assertThat(RuntimeHintsPredicates.reflection().onMethod(Quiet.class, "rest").invoke())
        .rejects(hints);
  }
}
