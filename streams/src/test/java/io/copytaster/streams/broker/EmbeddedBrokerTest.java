package io.copytaster.streams.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EmbeddedBrokerTest {

  private static final String TOPIC = "news.raw";

  @TempDir Path directory;

  @Test
  void restart_onTheSameDirectory_keepsData() {
    try (var broker = EmbeddedBroker.start(directory, 0)) {
      createTopic(broker.bootstrapServers());
      produce(broker.bootstrapServers(), "one", "two");
    }
    try (var broker = EmbeddedBroker.start(directory, 0)) {
      assertThat(readAll(broker.bootstrapServers())).containsExactly("one", "two");
    }
  }

  @Test
  void close_takesUnderThreeSeconds() {
    var broker = EmbeddedBroker.start(directory, 0);
    createTopic(broker.bootstrapServers());
    produce(broker.bootstrapServers(), "one");
    long start = System.nanoTime();
    broker.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void unknownTopic_isNotCreated() {
    try (var broker = EmbeddedBroker.start(directory, 0)) {
      assertThatThrownBy(() -> produce(broker.bootstrapServers(), "lost"))
          .hasStackTraceContaining("not present in metadata");
      try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        assertThat(admin.listTopics().names().get()).isEmpty();
      } catch (ExecutionException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void kill_ofTheChild_keepsWhatWasAcknowledged() {
    try (var broker = BrokerProcess.start(directory, 0)) {
      createTopic(broker.bootstrapServers());
      produce(broker.bootstrapServers(), "one", "two", "three");
      broker.destroyForcibly();
      assertThat(broker.isAlive()).isFalse();
    }
    try (var broker = EmbeddedBroker.start(directory, 0)) {
      assertThat(readAll(broker.bootstrapServers())).containsExactly("one", "two", "three");
    }
  }

  @Test
  void close_ofTheChild_endsItByItself() {
    var broker = BrokerProcess.start(directory, 0);
    broker.close();
    assertThat(broker.isAlive()).isFalse();
    assertThat(broker.exitCode()).hasValue(0);
  }

  @Test
  void takenPort_isNamed() {
    try (var broker = EmbeddedBroker.start(directory.resolve("a"), 0)) {
      int port = Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
      assertThatThrownBy(() -> EmbeddedBroker.start(directory.resolve("b"), port))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("port " + port + " is taken");
    }
  }

  @Test
  void directoryInUse_isNamed() {
    try (var broker = EmbeddedBroker.start(directory, 0)) {
      assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
      assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("another broker uses this directory");
    }
  }

  private static void createTopic(String servers) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void produce(String servers, String... values) {
    var settings = Map.<String, Object>of("bootstrap.servers", servers, "max.block.ms", "1000");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(TOPIC, value)).get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> readAll(String servers) {
    var settings = Map.<String, Object>of("bootstrap.servers", servers);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var end = consumer.endOffsets(List.of(partition));
      var values = new ArrayList<String>();
      while (!Map.of(partition, consumer.position(partition)).equals(end)) {
        consumer.poll(Duration.ofMillis(200)).forEach(read -> values.add(read.value()));
      }
      return values;
    }
  }
}
