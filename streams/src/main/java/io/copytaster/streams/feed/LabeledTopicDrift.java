package io.copytaster.streams.feed;

import io.copytaster.model.evaluate.DriftReference;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.drift.ModelDrift;
import io.copytaster.streams.drift.Observation;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.BadEventException;
import io.copytaster.streams.event.NewsEvents;
import io.copytaster.streams.service.WireFormats;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Drift as the labelled topic shows it, for those who do not label themselves. Its clock is that of
 * the records. For one thread.
 */
public final class LabeledTopicDrift implements AutoCloseable {

  private final TopicReader reader;
  private final AvroDecoder<LabeledNews> decoder;
  private final ModelDrift drift;
  private long newest;

  private LabeledTopicDrift(
      TopicReader reader, AvroDecoder<LabeledNews> decoder, ModelDrift drift) {
    this.reader = reader;
    this.decoder = decoder;
    this.drift = drift;
  }

  /**
   * Looks at what is labelled from now on.
   *
   * @param references what a model brings, by its identifier; asked once, when its first label is
   *     read, on the thread that reads
   * @throws io.copytaster.streams.broker.BrokerException if the topic is missing
   */
  public static LabeledTopicDrift open(
      Settings settings, Function<String, Optional<DriftReference>> references) {
    return open(settings, references, false);
  }

  /**
   * The same.
   *
   * @param fromBeginning whether all that was ever labelled is looked at
   */
  public static LabeledTopicDrift open(
      Settings settings,
      Function<String, Optional<DriftReference>> references,
      boolean fromBeginning) {
    return new LabeledTopicDrift(
        TopicReader.open(settings, List.of(settings.topics().labeled()), fromBeginning),
        new AvroDecoder<>(WireFormats.of(settings.registry()), LabeledNews.class),
        new ModelDrift(settings.drift(), references));
  }

  /** Reads what has come since the last time; whether a feature has drifted by then. */
  public boolean drifted() {
    reader.readToEnd(this::observe);
    return drift.isDrifted(newest);
  }

  private void observe(ConsumerRecord<byte[], byte[]> record) {
    newest = Math.max(newest, TimeUnit.MILLISECONDS.toNanos(record.timestamp()));
    if (record.value() == null) {
      return;
    }
    try {
      LabeledNews news = decoder.decode(record.value());
      String model = news.getModel();
      if (model != null && news.getLabeledBy().equals(NewsEvents.BY_MODEL)) {
        drift.observe(model, Observation.of(news), newest);
      }
    } catch (BadEventException e) {
      // It says nothing of the stream.
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
