package io.copytaster.streams.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsPropertiesTest {

  @ParameterizedTest
  @CsvSource({
    "exactly-once,  classic",
    "exactly-once,  streams",
    "at-least-once, classic",
    "at-least-once, streams",
  })
  void everyProperty_isKnownToKafka(String guarantee, String protocol) {
    var properties =
        StreamsProperties.of(
            Settings.of(
                Map.of("serving.guarantee", guarantee, "serving.group-protocol", protocol)));
    var streams = new StreamsConfig(properties);
    for (var name : properties.stringPropertyNames()) {
      assertThat(
              StreamsConfig.configDef().names().contains(name)
                  || ProducerConfig.configNames().contains(name.replaceFirst("^producer\\.", ""))
                  || ConsumerConfig.configNames().contains(name.replaceFirst("^consumer\\.", "")))
          .as(name)
          .isTrue();
    }
    new ConsumerConfig(deserializing(streams.getMainConsumerConfigs("g", "c", 0)));
    new ProducerConfig(serializing(streams.getProducerConfigs("c")));
  }

  @Test
  void clients_getWhatTheyNeed() {
    var streams = streams(Map.of("serving.instance-id", "desk-1"));
    assertThat(streams.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(streams.getLong("commit.interval.ms")).isEqualTo(20);
    assertThat(streams.getInt("buffered.records.per.partition")).isEqualTo(500);
    assertThat(streams.getString("errors.dead.letter.queue.topic.name"))
        .isEqualTo("news.dead-letter");
    assertThat(streams.processingExceptionHandler())
        .isInstanceOf(LogAndContinueProcessingExceptionHandler.class);
    assertThat(streams.getProducerConfigs("c"))
        .containsEntry("linger.ms", "0")
        .containsEntry("transaction.timeout.ms", "10000")
        .containsEntry("max.request.size", "2097152");
    assertThat(streams.getMainConsumerConfigs("g", "c", 0))
        .containsEntry("max.poll.records", "500")
        .containsEntry("session.timeout.ms", "8000")
        .containsEntry("heartbeat.interval.ms", "2666")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("group.instance.id", "desk-1-0");
  }

  @Test
  void overrides_winOverOurs() {
    var streams =
        streams(
            Map.of(
                "kafka.linger.ms", "7",
                "kafka.consumer.max.poll.records", "9",
                "kafka.streams.main.consumer.fetch.min.bytes", "11",
                "kafka.security.protocol", "SASL_PLAINTEXT",
                "kafka.plugin.own", "x"));
    var producer = streams.getProducerConfigs("c");
    var consumer = streams.getMainConsumerConfigs("g", "c", 0);
    assertThat(producer).containsEntry("linger.ms", "7");
    assertThat(consumer)
        .containsEntry("max.poll.records", "9")
        .containsEntry("fetch.min.bytes", "11");
    for (var client : List.of(producer, consumer, streams.getAdminConfigs("c"))) {
      assertThat(client)
          .containsEntry("security.protocol", "SASL_PLAINTEXT")
          .containsEntry("plugin.own", "x");
    }
  }

  @Test
  void specificOverride_winsOverGeneral() {
    var given =
        Map.of(
            "kafka.retry.backoff.ms", "50",
            "kafka.producer.retry.backoff.ms", "60",
            "kafka.admin.retry.backoff.ms", "70");
    assertThat(KafkaProperties.producer(Settings.of(given)))
        .containsEntry("retry.backoff.ms", "60");
    assertThat(KafkaProperties.admin(Settings.of(given))).containsEntry("retry.backoff.ms", "70");
    assertThat(KafkaProperties.consumer(Settings.of(given)))
        .containsEntry("retry.backoff.ms", "50");
  }

  @Test
  void interceptor_joinsTheUsers() {
    var properties =
        StreamsProperties.of(Settings.of(Map.of("kafka.consumer.interceptor.classes", "Theirs")));
    StreamsProperties.addConsumerInterceptor(properties, "Ours");
    assertThat(properties).containsEntry("main.consumer.interceptor.classes", "Theirs,Ours");

    var alone = new Properties();
    StreamsProperties.addConsumerInterceptor(alone, "Ours");
    assertThat(alone).containsEntry("main.consumer.interceptor.classes", "Ours");
  }

  @Test
  void plainClients_areUnderstood() {
    var settings = Settings.of(Map.of("kafka.linger.ms", "5"));
    assertThat(ProducerConfig.configNames())
        .containsAll(KafkaProperties.producer(settings).keySet());
    assertThat(ConsumerConfig.configNames())
        .containsAll(KafkaProperties.consumer(settings).keySet());
    assertThat(AdminClientConfig.configNames())
        .containsAll(KafkaProperties.admin(settings).keySet());
    assertThat(KafkaProperties.consumer(settings))
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", "false");
  }

  private static StreamsConfig streams(Map<String, String> values) {
    return new StreamsConfig(StreamsProperties.of(Settings.of(values)));
  }

  private static Map<String, Object> serializing(Map<String, Object> properties) {
    var all = new HashMap<>(properties);
    all.put("key.serializer", ByteArraySerializer.class);
    all.put("value.serializer", ByteArraySerializer.class);
    return all;
  }

  private static Map<String, Object> deserializing(Map<String, Object> properties) {
    var all = new HashMap<>(properties);
    all.put("key.deserializer", ByteArrayDeserializer.class);
    all.put("value.deserializer", ByteArrayDeserializer.class);
    return all;
  }
}
