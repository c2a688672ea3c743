package io.copytaster.streams.retrain;

import static java.util.stream.Collectors.toSet;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointExport;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.Provenance;
import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.network.Compute;
import io.copytaster.model.text.Article;
import io.copytaster.model.train.Trainer;
import io.copytaster.model.train.TrainingData;
import io.copytaster.model.train.TrainingException;
import io.copytaster.model.train.TrainingException.Problem;
import io.copytaster.model.train.TrainingListener;
import io.copytaster.model.train.TrainingPlan;
import io.copytaster.streams.config.ModelSettings;
import io.copytaster.streams.config.RetrainSettings;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The first half of a run: reviewed rows to a trained checkpoint, in the run's folder. */
final class Learning {

  private final Settings settings;
  private final TrainingListener listener;
  private final BooleanSupplier stop;

  /**
   * @param stop asked often; true ends what is under way in good order
   */
  Learning(Settings settings, TrainingListener listener, BooleanSupplier stop) {
    this.settings = settings;
    this.listener = listener;
    this.stop = stop;
  }

  /**
   * Writes the rows down.
   *
   * @throws AbandonedException if there is nothing to learn, or nothing to judge by
   */
  Lesson prepare(Run run, List<ReviewedRow> reviewed, Checkpoint champion, RunFolder folder)
      throws IOException {
    WindowRows rows = rows(reviewed, champion);
    if (rows.training().isEmpty() || rows.heldOut().isEmpty()) {
      throw new AbandonedException(
          ("of %,d reviewed labels %,d rows are left to learn from and %,d held out to judge by:"
                  + " more are needed of both")
              .formatted(reviewed.size(), rows.training().size(), rows.heldOut().size()));
    }
    requireAllLabels(rows, champion);
    RunFolder.write(folder.training(), rows.training());
    RunFolder.write(folder.heldOut(), rows.heldOut());
    return lesson(rows, champion, RunFolder.digest(folder.training()));
  }

  /** A label without a row would be forgotten. */
  private static void requireAllLabels(WindowRows rows, Checkpoint champion) {
    Set<String> taught = rows.training().stream().map(LabeledText::label).collect(toSet());
    List<String> missing =
        champion.labels().names().stream().filter(label -> !taught.contains(label)).toList();
    if (!missing.isEmpty()) {
      throw new AbandonedException(
          ("no row is left to learn %s from, which the champion knows: name a file of labelled"
                  + " articles that has some (retrain.base, --base), or review some")
              .formatted(String.join(", ", missing)));
    }
  }

  /** What {@link #prepare} would write down. */
  WindowRows rows(List<ReviewedRow> reviewed, Checkpoint champion) throws IOException {
    RetrainSettings retrain = settings.retrain();
    List<Article> golden =
        GoldenChoice.standing(retrain, champion).stream().map(LabeledText::article).toList();
    return new TrainingWindow(WindowRules.of(retrain), champion.labels(), golden)
        .of(reviewed, base(retrain.base()));
  }

  /**
   * Trains, going on with an interrupted training of the same run.
   *
   * @throws InterruptedRunException if it was told to stop
   */
  void train(Run run, Lesson lesson, Checkpoint champion, RunFolder folder) throws IOException {
    TrainingPlan plan = Curriculum.plan(settings.retrain(), champion, run, lesson);
    var data =
        new TrainingData(
            RunFolder.read(folder.training()),
            List.of(
                new Provenance.Data(
                    settings.topics().reviewed(), lesson.digest(), lesson.training())));
    boolean finished;
    try {
      finished = train(plan, data, folder.trained(), Trainer.isInterrupted(folder.trained()));
    } catch (TrainingException e) {
      if (e.problem() != Problem.RESUME) {
        throw e;
      }
      listener.noted("begins anew: " + e.getMessage()); // the settings have changed meanwhile
      finished = train(plan, data, folder.trained(), false);
    }
    if (!finished) {
      throw new InterruptedRunException("stopped while the candidate was trained");
    }
  }

  private boolean train(TrainingPlan plan, TrainingData data, Path output, boolean resume)
      throws IOException {
    return Trainer.train(
            plan,
            data,
            output,
            resume,
            encoders(),
            compute(settings.model(), settings.retrain().regime()),
            listener,
            stop)
        .finished();
  }

  /** The trained checkpoint as other machines can use it: with the base that only this one has. */
  Checkpoint portable(RunFolder folder) throws IOException {
    Checkpoint trained = Checkpoint.open(folder.trained(), encoders());
    if (Champion.isPortable(trained)) {
      return trained;
    }
    if (!Files.exists(folder.whole())) {
      CheckpointExport.write(trained, folder.whole());
    }
    return Checkpoint.open(folder.whole(), encoders());
  }

  Encoders encoders() {
    return Models.encoders(settings.model());
  }

  /** As {@code train} has it: a head in fp32, everything else as the settings say; never int8. */
  private static Compute compute(ModelSettings model, String regime) {
    boolean exact = regime.equals("head") && model.precision().equals("auto");
    String precision = exact || model.precision().equals("int8") ? "fp32" : model.precision();
    return Compute.of(model.device(), precision, model.threads());
  }

  private static Lesson lesson(WindowRows rows, Checkpoint champion, String digest) {
    var labels = new ArrayList<>(champion.labels().names());
    labels.addAll(rows.added());
    return new Lesson(
        labels,
        rows.added().isEmpty() ? champion.taxonomy() : Taxonomy.next(champion.taxonomy()),
        digest,
        rows.training().size(),
        rows.replayed(),
        rows.heldOut().size(),
        rows.leftOut());
  }

  private static List<LabeledText> base(Optional<Path> file) {
    var rows = new ArrayList<LabeledText>();
    if (file.isPresent()) {
      try (var reader = ArticleReader.open(file.get(), BadRows.SKIP)) {
        reader.forEachRemaining(rows::add);
      }
    }
    return rows;
  }
}
