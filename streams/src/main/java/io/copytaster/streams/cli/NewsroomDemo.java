package io.copytaster.streams.cli;

import io.copytaster.model.train.Regime;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.newsroom.Cast;
import io.copytaster.streams.newsroom.Newsroom;
import io.copytaster.streams.newsroom.NewsroomPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code demo --scenario newsroom}: two instances, editors, a sidecar and its gate. */
final class NewsroomDemo {

  private static final int INSTANCES = 2;
  private static final String MISSING = "Sci/Tech";
  private static final int TAUGHT = 1_000;
  private static final double RATE = 25;
  private static final double REVIEWED = 0.4;
  private static final int SETTLED = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final CommonOptions common;
  private final Path directory;
  private final NewsroomScreen screen;
  private final NewsroomPlan plan;

  /**
   * @param directory for checkpoints and everything else that is left
   * @param rate articles per second; 0 for the usual
   */
  NewsroomDemo(
      CommonOptions common,
      Path directory,
      NewsroomScreen screen,
      Path input,
      double rate,
      Path figure) {
    this.common = common;
    this.directory = directory;
    this.screen = screen;
    this.plan =
        new NewsroomPlan(
            input,
            Regime.ADAPTER,
            MISSING,
            TAUGHT,
            rate > 0 ? rate : RATE,
            REVIEWED,
            SETTLED,
            figure,
            PATIENCE);
  }

  /** Goes through the day against brokers that are there. */
  int run(Shortcuts shortcuts) throws Exception {
    var cast = Cast.of(plan);
    Path taught = directory.resolve("taught.jsonl");
    cast.writeTaught(taught);
    shortcuts
        .set("storage.location", directory.resolve("published").toString())
        .set("retrain.directory", directory.resolve("retrain").toString())
        .set("retrain.base", taught.toString())
        .set("retrain.min-reviewed", "300");
    List<Settings> instances = new ArrayList<>();
    for (int number = 1; number <= INSTANCES; number++) {
      common.run(
          shortcuts.set("serving.client-id", "copytaster-" + number),
          settings -> {
            instances.add(settings);
            return ExitCodes.DONE;
          });
    }
    Settings settings = instances.get(0);
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), screen::step)) {
      admin.ensure(NewsTopics.forServing(settings), true);
      admin.ensure(NewsTopics.forLearning(settings), true);
    }
    var summary = Newsroom.run(instances, plan, cast, directory, screen);
    return summary.isAsItShouldBe() ? ExitCodes.DONE : ExitCodes.FAILED;
  }
}
