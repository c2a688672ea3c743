package io.copytaster.streams.tracing;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.streams.config.ServingSettings;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.telemetry.Meters;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one instance: what an article's stay here was, what was sent for it, what the device
 * computed. When off, every span is the same invalid one, and nothing is looked at.
 *
 * <p>Names and attributes are those of OpenTelemetry's semantic conventions for messaging with
 * Kafka (1.30), and where these have none, the meters'. Safe for any thread.
 */
public final class Tracing implements AutoCloseable {

  private static final Tracing OFF = new Tracing(null, "");

  /** Which checkpoint computed. */
  public static final AttributeKey<String> MODEL = AttributeKey.stringKey("copytaster.model");

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> OPERATION_NAME =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> OPERATION_TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> PARTITION =
      AttributeKey.stringKey("messaging.destination.partition.id");
  private static final AttributeKey<String> GROUP =
      AttributeKey.stringKey("messaging.consumer.group.name");
  private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
  private static final AttributeKey<String> KEY =
      AttributeKey.stringKey("messaging.kafka.message.key");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  /** How long closing waits for the last spans to be sent: a stop must not wait for a collector. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(1);

  private final @Nullable SdkTracerProvider provider;
  private final @Nullable Tracer tracer;
  private final String group;

  private Tracing(@Nullable SdkTracerProvider provider, String group) {
    this.provider = provider;
    this.tracer = provider == null ? null : provider.get("io.copytaster");
    this.group = group;
  }

  /** Traces nothing. */
  public static Tracing off() {
    return OFF;
  }

  /** Sends traces to where the settings say; off, if they say nothing. */
  public static Tracing of(Settings settings) {
    return settings
        .tracing()
        .endpoint()
        .map(endpoint -> through(Collector.at(endpoint), settings))
        .orElse(OFF);
  }

  /**
   * Shows traces to somebody else.
   *
   * @param processor closed with this
   */
  public static Tracing through(SpanProcessor processor, Settings settings) {
    ServingSettings serving = settings.serving();
    double ratio = settings.tracing().sampleRatio();
    return new Tracing(Collector.provider(processor, ratio, serving), serving.applicationId());
  }

  /** Whether there is anything to say to a span. */
  public boolean isOn() {
    return tracer != null;
  }

  /**
   * A record is processed: what its headers name goes on.
   *
   * @param sinceNanos how long ago that began
   */
  public Span process(
      TopicPartition from, long offset, byte @Nullable [] key, Headers headers, long sinceNanos) {
    if (tracer == null) {
      return Span.getInvalid();
    }
    SpanBuilder span =
        messaging(tracer, "process", from.topic(), SpanKind.CONSUMER)
            .setParent(TraceHeaders.read(headers))
            .setStartTimestamp(Instant.now().minusNanos(sinceNanos))
            .setAttribute(PARTITION, Integer.toString(from.partition()))
            .setAttribute(OFFSET, offset)
            .setAttribute(GROUP, group);
    if (key != null) {
      span.setAttribute(KEY, new String(key, StandardCharsets.UTF_8));
    }
    return span.startSpan();
  }

  /** Lets headers name a span, instead of what they named. */
  public void name(Span span, Headers headers) {
    if (tracer != null) {
      TraceHeaders.write(Context.root().with(span), headers);
    }
  }

  /** The span that headers name. */
  public Span named(Headers headers) {
    return tracer == null ? Span.getInvalid() : Span.fromContext(TraceHeaders.read(headers));
  }

  /**
   * A record is sent.
   *
   * @param cause the span that this is part of
   * @param headers of the record, which name this span from now on
   */
  public Span send(Span cause, String topic, Headers headers) {
    if (tracer == null) {
      return Span.getInvalid();
    }
    Span span =
        messaging(tracer, "send", topic, SpanKind.PRODUCER)
            .setParent(Context.root().with(cause))
            .startSpan();
    name(span, headers);
    return span;
  }

  /**
   * Several articles are computed at once, each of a trace of its own: so this is one of its own
   * too, and they and it are linked both ways.
   *
   * @param articles the spans of those to whom the batch gives labels
   * @param batch what the device is given
   * @return the invalid span if none of them is recorded
   */
  public Span compute(List<Span> articles, TokenBatch batch, String model) {
    List<Span> recorded = articles.stream().filter(Span::isRecording).toList();
    if (tracer == null || recorded.isEmpty()) {
      return Span.getInvalid();
    }
    SpanBuilder builder =
        tracer
            .spanBuilder("compute batch")
            .setNoParent()
            .setAttribute(MODEL, model)
            .setAttribute(Meters.BATCH_ARTICLES.name(), batch.size())
            .setAttribute(Meters.BATCH_TOKENS.name(), batch.tokens())
            .setAttribute(Meters.BATCH_PADDED_TOKENS.name(), batch.paddedTokens());
    recorded.forEach(article -> builder.addLink(article.getSpanContext()));
    Span computing = builder.startSpan();
    recorded.forEach(article -> article.addLink(computing.getSpanContext()));
    return computing;
  }

  /**
   * Something failed.
   *
   * @param type one of a few words
   */
  public static void fail(Span span, String type, @Nullable String message) {
    if (span.isRecording()) {
      span.setAttribute(ERROR_TYPE, type);
      span.setStatus(StatusCode.ERROR, message == null ? "" : message);
    }
  }

  private static SpanBuilder messaging(
      Tracer tracer, String operation, String topic, SpanKind kind) {
    return tracer
        .spanBuilder(operation + " " + topic)
        .setSpanKind(kind)
        .setAttribute(SYSTEM, "kafka")
        .setAttribute(OPERATION_NAME, operation)
        .setAttribute(OPERATION_TYPE, operation)
        .setAttribute(DESTINATION, topic);
  }

  /** Sends what is left, if that is quickly done. */
  @Override
  public void close() {
    if (provider != null) {
      provider.shutdown().join(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
