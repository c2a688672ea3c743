package io.copytaster.streams.config;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;

/**
 * The properties of Kafka Streams.
 *
 * <p>What the user passes through wins over what stands here.
 */
public final class StreamsProperties {

  private static final String INTERCEPTORS = "interceptor.classes";

  private StreamsProperties() {}

  /** Properties for {@code new KafkaStreams(topology, …)}; byte arrays are the default serdes. */
  public static Properties of(Settings settings) {
    var overrides = settings.kafka().overrides();
    var properties = new TreeMap<String, Object>(own(settings));
    prefixed(properties, ClientKind.PRODUCER, KafkaProperties.producerChoices(settings));
    prefixed(properties, ClientKind.PRODUCER, transactions(settings.serving()));
    prefixed(properties, ClientKind.CONSUMER, KafkaProperties.consumerChoices(settings));
    prefixed(properties, ClientKind.CONSUMER, membership(settings.serving()));
    for (var kind : new ClientKind[] {ClientKind.PRODUCER, ClientKind.CONSUMER, ClientKind.ADMIN}) {
      var given = new TreeMap<>(overrides.of(kind));
      // Streams derives the ids of its clients from its own.
      given.remove("client.id");
      prefixed(properties, kind, given);
    }
    properties.putAll(overrides.of(ClientKind.STREAMS));
    var result = new Properties();
    result.putAll(properties);
    return result;
  }

  /**
   * Adds an interceptor to the main consumer's, as the last one, which sees what Streams will see.
   *
   * @param interceptor the name of a {@code ConsumerInterceptor}
   */
  public static void addConsumerInterceptor(Properties properties, String interceptor) {
    var main = "main.consumer." + INTERCEPTORS;
    var given =
        Stream.of(main, ClientKind.CONSUMER.prefix() + INTERCEPTORS)
            .map(name -> properties.getProperty(name, ""))
            .filter(names -> !names.isBlank())
            .findFirst();
    properties.put(main, given.map(names -> names + "," + interceptor).orElse(interceptor));
  }

  private static Map<String, String> own(Settings settings) {
    var serving = settings.serving();
    var bytes = Serdes.ByteArraySerde.class.getName();
    var own = new TreeMap<String, String>();
    own.put("application.id", serving.applicationId());
    own.put("bootstrap.servers", settings.kafka().bootstrapServers());
    own.put("client.id", serving.clientId());
    own.put("processing.guarantee", serving.guarantee().kafkaName());
    own.put("num.stream.threads", Integer.toString(serving.threads()));
    own.put("commit.interval.ms", millis(serving.commitInterval()));
    own.put("group.protocol", ValueType.spell(serving.groupProtocol()));
    own.put("buffered.records.per.partition", Integer.toString(serving.pollRecords()));
    own.put("default.key.serde", bytes);
    own.put("default.value.serde", bytes);
    own.put("errors.dead.letter.queue.topic.name", settings.topics().deadLetter());
    own.put("deserialization.exception.handler", LogAndContinueExceptionHandler.class.getName());
    own.put(
        "processing.exception.handler", LogAndContinueProcessingExceptionHandler.class.getName());
    // There is no global thread; without this Streams recommends it at every start.
    own.put("processing.exception.handler.global.enabled", "true");
    return own;
  }

  private static Map<String, String> transactions(ServingSettings serving) {
    return serving.guarantee() == Guarantee.EXACTLY_ONCE
        ? Map.of("transaction.timeout.ms", millis(serving.transactionTimeout()))
        : Map.of();
  }

  /** With the streams protocol the broker decides both, and there are no static members. */
  private static Map<String, String> membership(ServingSettings serving) {
    var membership = new TreeMap<String, String>();
    if (serving.groupProtocol() == GroupProtocol.CLASSIC) {
      membership.put("session.timeout.ms", millis(serving.sessionTimeout()));
      membership.put("heartbeat.interval.ms", millis(serving.sessionTimeout().dividedBy(3)));
      if (!serving.instanceId().isEmpty()) {
        membership.put("group.instance.id", serving.instanceId());
      }
    }
    return membership;
  }

  private static void prefixed(
      Map<String, Object> properties, ClientKind kind, Map<String, String> more) {
    more.forEach((name, value) -> properties.put(kind.prefix() + name, value));
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
