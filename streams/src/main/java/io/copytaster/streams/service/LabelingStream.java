package io.copytaster.streams.service;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.config.OutputTimestamp;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.config.StreamsProperties;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.topology.ArticleTraces;
import io.copytaster.streams.topology.ClassificationTopology;
import io.copytaster.streams.topology.DeadLetterHandler;
import io.copytaster.streams.topology.Labeling;
import io.copytaster.streams.topology.LookAheads;
import io.copytaster.streams.topology.Preparation;
import io.copytaster.streams.topology.RegistryPatience;
import io.copytaster.streams.topology.SubmitOnArrival;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Puts the stream in front of an engine together. */
final class LabelingStream {

  /** Far enough from the deadline that a pace misjudged by half does no harm. */
  private static final int DEADLINE_TO_HORIZON = 4;

  private LabelingStream() {}

  /** The stream around an engine, not started. */
  static StreamRunner before(
      InferenceEngine engine,
      ModelSlot slot,
      Settings settings,
      TopicLimits limits,
      ServiceTelemetry telemetry) {
    var decoder = new AvroDecoder<>(WireFormats.of(settings.registry()), RawNews.class);
    var traces = new ArticleTraces(telemetry.tracing());
    var lookAheads =
        new LookAheads(
            new Preparation(decoder, slot),
            engine,
            settings.engine().deadline().dividedBy(DEADLINE_TO_HORIZON),
            traces);
    var registry = new RegistryPatience(settings.engine().deadline());
    Properties properties = properties(settings, lookAheads, limits);
    properties.put(DeadLetterHandler.METERS, telemetry.meters());
    properties.put(DeadLetterHandler.TRACES, traces);
    return new StreamRunner(
        settings,
        topology(settings, lookAheads, registry, limits, telemetry, traces),
        properties,
        lookAheads,
        registry);
  }

  private static Topology topology(
      Settings settings,
      LookAheads lookAheads,
      RegistryPatience registry,
      TopicLimits limits,
      ServiceTelemetry telemetry,
      ArticleTraces traces) {
    var topics = settings.topics();
    var labeling =
        new Labeling(
            lookAheads,
            registry,
            new AvroEncoder<>(WireFormats.of(settings.registry()), LabeledNews.class),
            topics.labeled(),
            limits.labeledBytes(),
            settings.output().timestamp() == OutputTimestamp.LABELED,
            settings.engine().deadline(),
            telemetry.meters(),
            telemetry.observers(),
            traces);
    return ClassificationTopology.of(topics.raw(), labeling);
  }

  private static Properties properties(
      Settings settings, LookAheads lookAheads, TopicLimits limits) {
    Properties properties = StreamsProperties.of(settings);
    StreamsProperties.addConsumerInterceptor(properties, SubmitOnArrival.class.getName());
    properties.put(StreamsConfig.mainConsumerPrefix(SubmitOnArrival.LOOK_AHEADS), lookAheads);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
    properties.put(DeadLetterHandler.MAX_BYTES, limits.deadLetterBytes());
    return properties;
  }
}
