package io.copytaster.streams.cli;

import io.copytaster.streams.announce.KafkaAnnouncements;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.retrain.ChampionDrift;
import io.copytaster.streams.retrain.DriftTrigger;
import io.copytaster.streams.retrain.InterruptedRunException;
import io.copytaster.streams.retrain.RetrainState.Abandoned;
import io.copytaster.streams.retrain.RetrainState.AtRest;
import io.copytaster.streams.retrain.RetrainingSidecar;
import io.copytaster.streams.retrain.Shelf;
import io.copytaster.streams.service.WireFormats;
import io.copytaster.streams.storage.CheckpointStores;
import io.copytaster.streams.telemetry.SummaryLog;
import io.copytaster.streams.watch.Verdict;
import io.copytaster.streams.watch.Watch;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code retrain}: from reviewed labels to the next champion, if it is one. */
@Command(
    name = "retrain",
    description = {
      "Trains the next champion from what editors and publishers have corrected.",
      "",
      "Reviewed articles that the champion has not learned from, and some older ones, are learned;"
          + " champion and candidate answer reviewed articles that neither was taught; the gate"
          + " compares them, and only a candidate that is better by more than chance is announced."
          + " A run that is killed is gone on with by the next one. Of several sidecars one works"
          + " and the others wait."
    },
    exitCodeList = {
      " 0:the run ended with a verdict, there was no occasion for one, or --dry-run",
      " 1:failed, or the run was abandoned; the last line says why",
      " 2:an option, a setting or its value is wrong",
      "130:ended by Ctrl-C; the next start goes on with the run",
      "143:the same by SIGTERM"
    },
    footer = {
      "  copytaster retrain --dry-run",
      "  copytaster retrain --once --base train.csv",
      "  copytaster retrain --every 6h --min-reviewed 500",
      "  copytaster retrain --cron \"0 3 * * *\""
    })
final class RetrainCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RetrainCommand.class);
  private static final String STDERR_TERMINAL = "stderr.terminal";

  @Mixin private OccasionOptions occasions = new OccasionOptions();

  @Option(
      names = "--dry-run",
      description = "Show the window and what would be learned, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--base",
      paramLabel = "FILE",
      description =
          "Labelled articles that are replayed beside older reviewed ones (retrain.base).")
  private @Nullable String base;

  @Option(
      names = "--golden",
      paramLabel = "FILE",
      description = "Labelled articles that every candidate is asked (retrain.golden).")
  private @Nullable String golden;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where a run and its journal are kept (retrain.directory).")
  private @Nullable String directory;

  @Option(names = "--create-topics", description = "Create the topics that are missing.")
  private boolean createTopics;

  @ArgGroup(validate = false, heading = ModelOptions.HEADING, order = 1)
  private ModelOptions model = new ModelOptions();

  @ArgGroup(validate = false, heading = KafkaOptions.HEADING, order = 2)
  private KafkaOptions kafka = new KafkaOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    var shortcuts =
        new Shortcuts()
            .set("retrain.base", base)
            .set("retrain.golden", golden)
            .set("retrain.directory", directory)
            .set("topics.create", createTopics ? "true" : null);
    occasions.addTo(shortcuts);
    model.addTo(shortcuts);
    kafka.addTo(shortcuts);
    return common.run(shortcuts, this::retrain);
  }

  private int retrain(Settings settings) throws IOException {
    judge(settings);
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), common.err()::println)) {
      admin.ensure(NewsTopics.forLearning(settings), settings.topics().create());
    }
    var format = WireFormats.of(settings.registry());
    try (var watch = Watch.open(settings.http());
        var announcements =
            KafkaAnnouncements.openFenced(settings, format, settings.retrain().group());
        var store = CheckpointStores.of(settings);
        var bar = new BarBelow(common.err(), hasTerminal());
        var stop = StopRequest.listen(() -> bar.print("ending; once more ends at once"));
        var screen = new RetrainScreen(bar, common.out(), settings.retrain().epochs());
        var log =
            SummaryLog.start(watch.registry(), settings.telemetry().logInterval(), LOG::info)) {
      var shelf = new Shelf(announcements, store, CheckpointStores.copiesOf(store, settings));
      try (var sidecar =
          RetrainingSidecar.start(
              settings, shelf, screen, watch.registry(), InstantSource.system())) {
        watch.follow(probe -> Verdict.WELL);
        return work(settings, sidecar, shelf, stop::isAsked)
            ? stoppedOrDone(stop)
            : ExitCodes.FAILED;
      }
    }
  }

  /** Whatever is wrong in the options is said before anything is connected to. */
  private void judge(Settings settings) {
    try {
      occasions.requireSensible(dryRun);
      occasions.schedule(settings.retrain().minReviewed());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** Whether all is well. */
  private boolean work(
      Settings settings, RetrainingSidecar sidecar, Shelf shelf, BooleanSupplier stop)
      throws IOException {
    PrintWriter out = common.out();
    try {
      if (dryRun) {
        RetrainPreview.print(sidecar.preview(stop), settings, out);
        return true;
      }
      if (!occasions.isOnce()) {
        keepRetraining(settings, sidecar, shelf, stop);
        return true;
      }
      Optional<AtRest> end = sidecar.once(stop);
      if (end.isEmpty()) {
        out.printf(
            Locale.ROOT,
            "fewer than %,d reviewed articles are new (retrain.min-reviewed)%n",
            settings.retrain().minReviewed());
      }
      return end.filter(Abandoned.class::isInstance).isEmpty();
    } catch (InterruptedRunException e) {
      out.println(e.getMessage() + "; the next start goes on");
      return true;
    }
  }

  private void keepRetraining(
      Settings settings, RetrainingSidecar sidecar, Shelf shelf, BooleanSupplier stop) {
    var schedule = occasions.schedule(settings.retrain().minReviewed());
    if (!occasions.watchesDrift()) {
      sidecar.run(schedule, DriftTrigger.NEVER, stop);
      return;
    }
    try (var drift = ChampionDrift.open(settings, shelf)) {
      sidecar.run(schedule, drift, stop);
    }
  }

  private static int stoppedOrDone(StopRequest stop) {
    return stop.isAsked() ? stop.exitCode() : ExitCodes.DONE;
  }

  /** The launcher knows whether standard error is one; Java knows it of standard output alone. */
  private static boolean hasTerminal() {
    return Ansi.AUTO.enabled() && Boolean.parseBoolean(System.getProperty(STDERR_TERMINAL, "true"));
  }
}
