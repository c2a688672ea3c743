package io.copytaster.streams.service;

import io.copytaster.model.classify.Classifier;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.OutputTimestamp;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.config.StreamsProperties;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.topology.ClassificationTopology;
import io.copytaster.streams.topology.DeadLetterHandler;
import io.copytaster.streams.topology.Labeling;
import io.copytaster.streams.topology.LookAheads;
import io.copytaster.streams.topology.Preparation;
import io.copytaster.streams.topology.SubmitOnArrival;
import java.io.IOException;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the service: a model on a device, an engine before it, and a Kafka Streams
 * application before that.
 */
public final class LabelingService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LabelingService.class);

  /** Far enough from the deadline that a pace misjudged by half does no harm. */
  private static final int DEADLINE_TO_HORIZON = 4;

  private final Classifier classifier;
  private final InferenceEngine engine;
  private final StreamRunner stream;

  private LabelingService(Classifier classifier, InferenceEngine engine, StreamRunner stream) {
    this.classifier = classifier;
    this.engine = engine;
    this.stream = stream;
  }

  /**
   * Loads and warms the model, finds the brokers and the topics, and starts.
   *
   * @throws IOException if the model's files cannot be read
   * @throws io.copytaster.model.checkpoint.CheckpointException if they are no classifier
   * @throws io.copytaster.streams.broker.BrokerException if a topic is missing or the cluster
   *     refuses
   */
  public static LabelingService start(Settings settings) throws IOException {
    Classifier classifier = Models.load(settings.model());
    try {
      classifier.warmUp(settings.engine().batchTokens());
      LOG.info("Model {} is warm: labels {}", classifier.model(), classifier.labels().names());
      return start(settings, classifier);
    } catch (RuntimeException | Error e) {
      classifier.close();
      throw e;
    }
  }

  private static LabelingService start(Settings settings, Classifier classifier) {
    TopicLimits limits;
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), LOG::warn)) {
      limits = TopicLimits.prepare(admin, settings);
    }
    var engine = Engines.start(classifier, settings.engine());
    try {
      engine.submit(classifier.probe()).join(); // on the very thread that will compute
      var stream = stream(settings, limits, classifier::tokenize, engine);
      stream.start();
      return new LabelingService(classifier, engine, stream);
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  /** The stream around an engine, not started. */
  static StreamRunner stream(
      Settings settings,
      TopicLimits limits,
      Function<String, Tokens> tokenizer,
      InferenceEngine engine) {
    var decoder = new AvroDecoder<>(WireFormats.of(settings.registry()), RawNews.class);
    var lookAheads =
        new LookAheads(
            new Preparation(decoder, tokenizer),
            engine,
            settings.engine().deadline().dividedBy(DEADLINE_TO_HORIZON));
    return new StreamRunner(
        settings, topology(settings, lookAheads, limits), properties(settings, lookAheads, limits));
  }

  private static Topology topology(Settings settings, LookAheads lookAheads, TopicLimits limits) {
    var topics = settings.topics();
    var labeling =
        new Labeling(
            lookAheads,
            new AvroEncoder<>(WireFormats.of(settings.registry()), LabeledNews.class),
            topics.labeled(),
            limits.labeledBytes(),
            settings.output().timestamp() == OutputTimestamp.LABELED,
            settings.engine().deadline());
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

  /** The name and version of what labels. */
  public String model() {
    return classifier.model();
  }

  public Classifier classifier() {
    return classifier;
  }

  public InferenceEngine engine() {
    return engine;
  }

  /**
   * Waits until every stream thread runs, or the stream has ended.
   *
   * @return whether it runs
   */
  public boolean awaitRunning() throws InterruptedException {
    return stream.awaitRunning();
  }

  /**
   * Waits until the stream ends by itself, which it does only when it cannot go on.
   *
   * @return whether it failed; false if it was closed
   */
  public boolean awaitEnd() throws InterruptedException {
    return stream.awaitEnd();
  }

  /** Forwards what is labelled, commits it, leaves the rest to the next start, frees the device. */
  @Override
  public void close() {
    stream.close();
    engine.close();
    classifier.close();
  }
}
