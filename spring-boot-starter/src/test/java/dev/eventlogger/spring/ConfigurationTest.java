package dev.eventlogger.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.Section;
import dev.eventlogger.event.EventType;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An application's settings become the event logger's. */
@Timeout(60)
class ConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withBean(InMemoryEventLogger.class)
          .withConfiguration(AutoConfigurations.of(EventLoggerAutoConfiguration.class));

  private static Resource named(String name, String yaml) {
    return new ByteArrayResource(yaml.getBytes(UTF_8)) {
      @Override
      public String getFilename() {
        return name;
      }
    };
  }

  private ApplicationContextRunner withYaml(String yaml) {
    return runner.withInitializer(
        context -> {
          try {
            List<PropertySource<?>> read =
                new YamlPropertySourceLoader().load("yaml", named("application.yml", yaml));
            read.forEach(context.getEnvironment().getPropertySources()::addLast);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void takesSettingsInEitherSpelling() {
    withYaml(
            """
            event-logger:
              logger-name: [clicks, all]
              loggers:
                clicks: {logger: in-memory, when: {type: [CLICK], "[data.kind-of]": [a-b]}}
                all: {logger: "null", delivery: {queue-events: 100}}
              delivery: {batch-size: 7, linger: 5ms, retry: {initial_delay: 1ms}}
              policy: {users: {"[ada-l@example.org]": verbose}}
            """)
        .run(
            context -> {
              EventLoggerConfig config = context.getBean(EventLoggerConfig.class);
              assertThat(config.delivery().values())
                  .containsEntry("batch_size", 7L)
                  .containsEntry("retry", Map.of("initial_delay", "1ms"));
              assertThat(config.policy().values())
                  .isEqualTo(Map.of("users", Map.of("ada-l@example.org", "verbose")));
              assertThat(config.logs().get(0).when().values())
                  .isEqualTo(Map.of("type", List.of("CLICK"), "data.kind-of", List.of("a-b")));
              assertThat(config.logs().get(1).delivery().values())
                  .containsEntry("queue_events", 100L);
              assertThat(context.getBean(EventLogger.class).ledger().logs())
                  .containsOnlyKeys("clicks", "all");
            });
  }

  @Test
  void saysWhereAMistakeIs() {
    withYaml(
            """
            event-logger:
              logger-name: in-memory
              delivery:
                batch-size: many
                lingre: 1s
            """)
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(context.getStartupFailure())
                  .hasRootCauseInstanceOf(ConfigException.class)
                  .rootCause()
                  .hasMessageContaining(
                      "application.yml:4: event-logger.delivery.batch_size: must be a whole number")
                  .hasMessageContaining(
                      "application.yml:5: event-logger.delivery.lingre: unknown setting; did you"
                          + " mean \"linger\"?");
            });
  }

  @Test
  void takesTextsFromPropertiesAndTheEarlierListAsAWhole() {
    withYaml("event-logger: {logger-name: [a, b, c], delivery: {linger: 1s, batch_size: 5}}")
        .withPropertyValues(
            "event-logger.logger-name[0]=in-memory",
            "event-logger.delivery.batch_size=${size}",
            "size=9",
            "event-logger.reports.every=0s")
        .run(
            context -> {
              EventLoggerConfig config = context.getBean(EventLoggerConfig.class);
              assertThat(config.logs()).hasSize(1);
              assertThat(config.delivery().values())
                  .isEqualTo(Map.of("batch_size", 9L, "linger", "1s"));
            });
  }

  @Test
  void takesWhatAConfigTreeAndCodeGive(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("event-logger.delivery.batch-size"), "9");
    runner
        .withInitializer(
            context -> {
              var sources = context.getEnvironment().getPropertySources();
              sources.addLast(new ConfigTreePropertySource("tree", folder));
              sources.addLast(
                  new MapPropertySource(
                      "code",
                      Map.of(
                          "event-logger.logger-name",
                          "in-memory",
                          "event-logger.delivery.closeTimeout",
                          Duration.ofSeconds(2))));
            })
        .run(
            context ->
                assertThat(context.getBean(EventLoggerConfig.class).delivery().values())
                    .isEqualTo(Map.of("batch_size", 9L, "close_timeout", "2000ms")));
  }

  @Test
  void takesUsersWhoAreNumbers() {
    withYaml(
            """
            event-logger:
              logger-name: in-memory
              policy: {users: {42: verbose, 12345678901: standard}}
            """)
        .run(
            context ->
                assertThat(context.getBean(EventLoggerConfig.class).policy().values())
                    .isEqualTo(
                        Map.of("users", Map.of("42", "verbose", "12345678901", "standard"))));
  }

  @Test
  void knowsNoSectionThatThereIsNot() {
    withYaml("event-logger: {logger-name: in-memory, delivry: {linger: 1s}}")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessage(
                        "event-logger.delivry: there is no such setting; did you mean"
                            + " event-logger.delivery?"));
  }

  @Test
  void knowsNoSettingOfItsOwnThatThereIsNot() {
    withYaml(
            """
            event-logger:
              logger-name: in-memory
              api: {enabled: true, paramters: [q]}
              audit:
                enabeld: false
                other: 1
            """)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(
                        "application.yml:3: event-logger.api.paramters[0]: there is no such"
                            + " setting; did you mean event-logger.api.parameters?")
                    .hasMessageContaining(
                        "application.yml:5: event-logger.audit.enabeld: there is no such setting;"
                            + " did you mean event-logger.audit.enabled?")
                    .hasMessageContaining(
                        "application.yml:6: event-logger.audit.other: there is no such setting;"
                            + " there are enabled"));
  }

  private ApplicationContextRunner withVariables(
      ApplicationContextRunner application, Map<String, Object> variables) {
    return application.withInitializer(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(
                    new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables)));
  }

  @Test
  void takesSettingsOfSeveralWordsFromEnvironmentVariables() {
    withVariables(
            withYaml(
                """
                event-logger:
                  loggers: {my-log: {logger: in-memory, delivery: {batch-size: 3}}}
                  delivery: {batch_size: 5, linger: 1s}
                """),
            Map.of(
                "EVENTLOGGER_LOGGERNAME", "my-log",
                "EVENTLOGGER_LOGGERS_MYLOG_DELIVERY_BATCHSIZE", "4",
                "EVENTLOGGER_DELIVERY_BATCHSIZE", "9",
                "EVENT_LOGGER_DELIVERY_QUEUE_EVENTS", "99",
                "EVENT_LOGGER_DELIVERY_RETRY_INITIAL_DELAY", "7ms",
                "EVENTLOGGER_API_ENABLED", "true",
                "EVENTLOGGER_CONTEXT_KEYS_0", "ip"))
        .run(
            context -> {
              EventLoggerConfig config = context.getBean(EventLoggerConfig.class);
              assertThat(config.logs()).hasSize(1);
              assertThat(config.logs().get(0).name()).isEqualTo("my-log");
              assertThat(config.logs().get(0).delivery().values())
                  .isEqualTo(Map.of("batch_size", 4L));
              assertThat(config.delivery().values())
                  .isEqualTo(
                      Map.of(
                          "batch_size",
                          9L,
                          "linger",
                          "1s",
                          "queue_events",
                          99L,
                          "retry",
                          Map.of("initial_delay", "7ms")));
              assertThat(config.context().values()).isEqualTo(Map.of("keys", List.of("ip")));
            });
  }

  /** In either spelling, without a file that tells where words end. */
  @ParameterizedTest
  @ValueSource(
      strings = {"EVENTLOGGER_LOGGERS_MYLOG_POOLSIZE", "EVENT_LOGGER_LOGGERS_MY_LOG_POOL_SIZE"})
  void takesSettingsOfSinksFromEnvironmentVariablesAlone(String poolSize) {
    Map<String, Object> variables =
        new HashMap<>(
            Map.of(
                "EVENTLOGGER_LOGGERNAME_0",
                "my-log",
                "EVENTLOGGER_LOGGERS_MYLOG_LOGGER",
                "db",
                "EVENT_LOGGER_LOGGERS_MY_LOG_URL",
                "jdbc:h2:mem:variables",
                "EVENT_LOGGER_LOGGERS_MY_LOG_DELIVERY_BATCH_SIZE",
                "4",
                poolSize,
                "3"));
    withVariables(runner, variables)
        .run(
            context ->
                assertThat(context.getBean(EventLoggerConfig.class).logs().get(0).delivery())
                    .extracting(Section::values)
                    .isEqualTo(Map.of("batch_size", 4L)));

    variables.put(poolSize, "many");
    withVariables(runner, variables)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining(poolSize)
                    .hasMessageContaining("must be a whole number"));
  }

  @Test
  void namesTheVariableThatIsWrong() {
    withVariables(
            runner,
            Map.of("EVENTLOGGER_LOGGERNAME", "in-memory", "EVENTLOGGER_DELIVERY_BATCHSIZE", "many"))
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("EVENTLOGGER_DELIVERY_BATCHSIZE")
                    .hasMessageContaining("event-logger.delivery.batch_size: must be a whole"));
  }

  @Test
  void takesNoFileWhereTheNameIsTakenBack() {
    withYaml("event-logger: {config: 'classpath:none.yaml'}")
        .withPropertyValues("event-logger.config=", "event-logger.logger-name=in-memory")
        .run(
            context ->
                assertThat(context.getBean(EventLogger.class).ledger().logs())
                    .containsOnlyKeys("in-memory"));
  }

  @Test
  void asksWhichDatabaseIsMeantWhereThereAreTwo() {
    ApplicationContextRunner two =
        runner
            .withBean("one", DataSource.class, () -> new DriverManagerDataSource("jdbc:h2:mem:one"))
            .withBean("two", DataSource.class, () -> new DriverManagerDataSource("jdbc:h2:mem:two"))
            .withPropertyValues("event-logger.logger-name=db");
    two.run(
        context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("the application has several DataSources"));
  }

  @Test
  void namesAPlaceholderWithoutAValue() {
    withYaml("event-logger: {logger-name: '${WHICH}'}")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                        "application.yml:1: event-logger.logger-name: there is no value for the"
                            + " placeholder WHICH; give it one, or a default"));
  }

  @Test
  void readsAFileInstead(@TempDir Path folder) throws Exception {
    Path yaml = Files.writeString(folder.resolve("e.yaml"), "EVENT_LOGGER_NAME: in-memory\n");
    runner
        .withPropertyValues("event-logger.config=" + yaml.toUri())
        .run(
            context -> {
              assertThat(context.getBean(EventLoggerConfig.class).file()).contains(yaml);
              context.getBean(EventLogger.class).log("ada", EventType.VIEW, Map.of());
            });
    runner
        .withPropertyValues(
            "event-logger.config=" + yaml.toUri(), "event-logger.delivery.linger=1s")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("event-logger.delivery: belongs into file:"));
    runner
        .withPropertyValues("event-logger.config=classpath:missing.yaml")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("event-logger.config: classpath:missing.yaml cannot be"));
  }

  @Test
  void deliversWhatWasLoggedBeforeTheContextCloses() {
    InMemoryEventLogger delivered = new InMemoryEventLogger();
    new ApplicationContextRunner()
        .withBean(InMemoryEventLogger.class, () -> delivered)
        .withConfiguration(AutoConfigurations.of(EventLoggerAutoConfiguration.class))
        .withPropertyValues("event-logger.logger-name=in-memory", "event-logger.delivery.linger=5s")
        .run(
            context ->
                context.getBean(EventLogger.class).log("ada", EventType.CLICK, Map.of("n", 1)));

    assertThat(delivered.events()).hasSize(1);
  }

  @Test
  void isNotThereWhereNobodyWantsIt() {
    runner
        .withPropertyValues("event-logger.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(EventLogger.class));
  }
}
