package io.copytaster.streams.demo;

import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.LabelingService;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** A demonstration from end to end on one machine: broker, service, articles, summary. */
public final class Demo {

  private static final String SAMPLES = "/io/copytaster/streams/samples/news.jsonl";

  private Demo() {}

  /**
   * Runs the articles through a service that is started for it and stopped again.
   *
   * @param settings of the service, whose brokers are there
   * @throws InterruptedException if it is interrupted, which is how one that keeps running ends
   */
  public static DemoSummary run(Settings settings, DemoPlan plan, DemoView view)
      throws IOException, InterruptedException, ExecutionException {
    List<LabeledText> articles = articles(plan);
    try (var service = LabelingService.start(settings)) {
      service.awaitRunning();
      view.step("Labelling %,d articles with %s".formatted(articles.size(), service.model()));
      var summary =
          new NewsDemo(settings, articles, view).run(service, plan.rate(), plan.patience());
      if (plan.engineAlone()) {
        view.step("The same articles through the engine alone");
        summary = withEngineAlone(summary, service, articles);
      }
      view.summary(summary);
      if (plan.keepRunning()) {
        view.step("Still running at " + settings.kafka().bootstrapServers() + "; Ctrl-C stops it");
        service.awaitEnd();
      }
      return summary;
    }
  }

  private static DemoSummary withEngineAlone(
      DemoSummary summary, LabelingService service, List<LabeledText> articles)
      throws InterruptedException, ExecutionException {
    return summary.withEngine(
        EngineAlone.articlesPerSecond(service.slot(), service.engine(), articles));
  }

  private static List<LabeledText> articles(DemoPlan plan) throws IOException {
    try (ArticleReader reader = open(plan)) {
      var articles = new ArrayList<LabeledText>();
      while (reader.hasNext() && (plan.limit() == 0 || articles.size() < plan.limit())) {
        articles.add(reader.next());
      }
      return articles;
    }
  }

  private static ArticleReader open(DemoPlan plan) throws IOException {
    if (plan.input() != null) {
      return ArticleReader.open(plan.input(), BadRows.REFUSE);
    }
    InputStream samples = Demo.class.getResourceAsStream(SAMPLES);
    if (samples == null) {
      throw new IOException("the shipped articles are missing from the class path: " + SAMPLES);
    }
    return ArticleReader.read(samples, "the shipped articles", BadRows.REFUSE);
  }
}
