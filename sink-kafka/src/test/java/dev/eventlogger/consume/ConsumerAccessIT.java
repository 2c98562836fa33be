package dev.eventlogger.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.sink.kafka.SharedBroker;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a consumer connects to its brokers: as a user over TLS, and with either group protocol. */
@Timeout(600)
class ConsumerAccessIT extends ConsumesIntoMemory {

  private ConsumerSettings secure(String topic, String password) {
    Map<String, String> properties =
        new HashMap<>(rig.broker().secureClient(SharedBroker.USER, password));
    String servers = properties.remove("bootstrap.servers");
    return rig.settings(
        topic, group, Map.of("bootstrap_servers", servers, "properties", properties));
  }

  @Test
  void comesAsAUserOverTls() throws Exception {
    String topic = rig.topic(2);
    rig.write(topic, ConsumeRig.events(20));

    assertThat(consumeUntilEnd(secure(topic, SharedBroker.PASSWORD)).delivered()).isEqualTo(20);
    assertThat(isAllCommitted(topic)).isTrue();
  }

  @Test
  void endsAtOnceWhereThePasswordIsWrongAndDoesNotShowIt() throws Exception {
    String topic = rig.topic(1);

    assertThatThrownBy(() -> consumeUntilEnd(secure(topic, "guessed-password")))
        .isInstanceOf(ConsumerException.class)
        .hasMessageContaining("the brokers do not let this client in; see the properties sasl.*")
        .hasMessageNotContainingAny("guessed-password", SharedBroker.PASSWORD);
    assertThat(sink.events()).isEmpty();
  }

  @Test
  void waitsWhileAPermissionIsTakenAwayAndGoesOnWhenItIsBack() throws Exception {
    String topic = rig.topic(1);
    rig.write(topic, ConsumeRig.events(3));
    try (EventLogger logger = open(Map.of());
        RunningConsumer running =
            new RunningConsumer(logger, secure(topic, SharedBroker.PASSWORD))) {
      ConsumeRig.await("the first", () -> running.state().delivered() == 3);
      rig.broker().topics().deny(SharedBroker.USER, topic, AclOperation.READ);
      rig.write(topic, ConsumeRig.events(4));
      ConsumeRig.await("a problem", () -> running.state().problem() != null);
      assertThat(running.state().problem()).contains("Authorization");

      rig.broker().topics().permit(SharedBroker.USER, topic);
      ConsumeRig.await("the rest", () -> running.state().delivered() >= 7);
      ConsumeRig.await("no problem", () -> running.state().problem() == null);
    }
    assertThat(new HashSet<>(ids())).hasSize(7);
  }

  @Test
  void sharesPartitionsByTheNewerProtocolOfGroups() throws Exception {
    String topic = rig.topic(4);
    ConsumerSettings settings =
        rig.settings(topic, group, Map.of("properties", Map.of("group.protocol", "consumer")));
    try (EventLogger logger = open(Map.of());
        RunningConsumer first = new RunningConsumer(logger, settings)) {
      rig.write(topic, ConsumeRig.events(500));
      try (RunningConsumer second = new RunningConsumer(logger, settings)) {
        ConsumeRig.await("both have some", () -> second.state().partitions().size() == 2);
        rig.write(topic, ConsumeRig.events(500));
        ConsumeRig.await("the second works", () -> second.state().delivered() > 0);
      }
      rig.write(topic, ConsumeRig.events(500));
      ConsumeRig.await("one has all", () -> first.state().partitions().size() == 4);
      ConsumeRig.await("all", () -> isAllCommitted(topic));
    }
    assertThat(ids()).doesNotHaveDuplicates().hasSize(1_500);
    assertThat(List.copyOf(rig.broker().topics().committed(group).values())).hasSize(4);
  }
}
