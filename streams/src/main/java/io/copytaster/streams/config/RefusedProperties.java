package io.copytaster.streams.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The Kafka properties that may not be passed through, and what to do instead. */
final class RefusedProperties {

  private static final String BY_WIRE_FORMAT =
      "events have one wire format; `copytaster.registry.url` chooses it";
  private static final String BY_DEAD_LETTERS =
      "an article that cannot be labelled goes to `copytaster.topics.dead-letter`";
  private static final String BY_ACKNOWLEDGEMENT =
      "a label counts only when every in-sync replica has it, once";

  /** Property to reason, in the order of the reference. */
  static final Map<String, String> REASONS = reasons();

  private RefusedProperties() {}

  /**
   * Why a property may not be passed through, if so.
   *
   * @param property as it follows {@code copytaster.kafka.}
   */
  static Optional<String> reason(String property) {
    if (property.equals("interceptor.classes")) {
      return Optional.of(
          "interceptors are of one kind of client: use `kafka.consumer.interceptor.classes` or"
              + " `kafka.producer.interceptor.classes`");
    }
    return Optional.ofNullable(REASONS.get(PassedThrough.bareName(property)));
  }

  private static Map<String, String> reasons() {
    var reasons = new LinkedHashMap<String, String>();
    reasons.put("processing.guarantee", "set `copytaster.serving.guarantee`");
    reasons.put("application.id", "set `copytaster.serving.application-id`");
    reasons.put("group.id", "set `copytaster.serving.application-id`");
    reasons.put("group.protocol", "set `copytaster.serving.group-protocol`");
    reasons.put("transaction.timeout.ms", "set `copytaster.serving.transaction-timeout`");
    reasons.put("transactional.id", "Kafka Streams chooses it");
    reasons.put("enable.auto.commit", "an article is committed when its label has been forwarded");
    reasons.put("isolation.level", "what was rolled back is never read");
    reasons.put("acks", BY_ACKNOWLEDGEMENT);
    reasons.put("enable.idempotence", BY_ACKNOWLEDGEMENT);
    reasons.put("key.serializer", BY_WIRE_FORMAT);
    reasons.put("value.serializer", BY_WIRE_FORMAT);
    reasons.put("key.deserializer", BY_WIRE_FORMAT);
    reasons.put("value.deserializer", BY_WIRE_FORMAT);
    reasons.put("default.key.serde", BY_WIRE_FORMAT);
    reasons.put("default.value.serde", BY_WIRE_FORMAT);
    reasons.put("errors.dead.letter.queue.topic.name", "set `copytaster.topics.dead-letter`");
    reasons.put("deserialization.exception.handler", BY_DEAD_LETTERS);
    reasons.put("default.deserialization.exception.handler", BY_DEAD_LETTERS);
    reasons.put("processing.exception.handler", BY_DEAD_LETTERS);
    reasons.put("production.exception.handler", BY_DEAD_LETTERS);
    reasons.put("default.production.exception.handler", BY_DEAD_LETTERS);
    return reasons;
  }
}
