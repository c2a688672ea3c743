package io.copytaster.streams.service;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.feed.NewsProducer;
import io.copytaster.streams.feed.RawNewsEvents;
import io.copytaster.streams.feed.TopicReader;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.slot.ServedModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * The service with any model, and its work waiting. It lies in this package because the way around
 * the configured model is hidden here.
 */
public final class BacklogService {

  private static final Duration POLL = Duration.ofMillis(100);

  private BacklogService() {}

  /**
   * Sends the articles, and lets a service label them that starts only then.
   *
   * @param model closed with the service
   * @return from the first label that is readable to the last
   */
  public static double secondsFor(
      ServedModel model, Settings settings, List<LabeledText> articles, Duration patience) {
    TopicLimits limits;
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), what -> {})) {
      limits = TopicLimits.prepare(admin, settings);
    }
    try (var producer = NewsProducer.open(settings)) {
      articles.forEach(article -> producer.send(RawNewsEvents.of(article)));
      producer.flush();
    }
    try (var slot = new ModelSlot(model);
        var engine = Engines.start(slot, settings.engine());
        var telemetry = new ServiceTelemetry(settings, new SimpleMeterRegistry(), List.of());
        var reader = TopicReader.open(settings, List.of(settings.topics().labeled()), true);
        var stream = LabelingStream.before(engine, slot, settings, limits, telemetry)) {
      stream.start();
      return read(reader, articles.size(), patience);
    }
  }

  private static double read(TopicReader reader, int articles, Duration patience) {
    long first = 0;
    long last = System.nanoTime();
    int read = 0;
    int before = 0;
    while (read < articles) {
      int found = reader.poll(POLL).size();
      long now = System.nanoTime();
      if (found > 0) {
        if (read == 0) {
          first = now;
          before = found;
        }
        read += found;
        last = now;
      } else if (now - last > patience.toNanos()) {
        throw new IllegalStateException(read + " of " + articles + " articles were labelled");
      }
    }
    // The first poll's records were done before the clock began.
    return (last - first) / 1e9 * articles / Math.max(1, read - before);
  }

  /** A model that takes every text for the same word and gives it the same label. */
  public static ServedModel nothing() {
    return new Nothing();
  }

  private record Nothing() implements ServedModel {

    private static final Tokens WORD = new Tokens(new int[] {1}, false);
    private static final LabelSet LABELS = new LabelSet(List.of("nothing", "something"));
    private static final Prediction ANSWER = Prediction.ofLogits(LABELS, new float[] {1, 0}, 1);

    @Override
    public String model() {
      return "nothing";
    }

    @Override
    public String taxonomy() {
      return "nothing/1";
    }

    @Override
    public List<Prediction> classify(TokenBatch batch) {
      return Collections.nCopies(batch.size(), ANSWER);
    }

    @Override
    public Tokens tokenize(String text) {
      return WORD;
    }

    @Override
    public String tokenization() {
      return "nothing/1";
    }

    @Override
    public int maxTokens() {
      return 1;
    }

    @Override
    public Tokens probe() {
      return WORD;
    }

    @Override
    public LabelSet labels() {
      return LABELS;
    }

    @Override
    public double temperature() {
      return 1;
    }

    @Override
    public void close() {}
  }
}
