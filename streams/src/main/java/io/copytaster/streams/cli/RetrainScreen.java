package io.copytaster.streams.cli;

import io.copytaster.model.train.Measurement;
import io.copytaster.model.train.TrainingProgress;
import io.copytaster.streams.retrain.Lesson;
import io.copytaster.streams.retrain.OffsetRange;
import io.copytaster.streams.retrain.RetrainListener;
import io.copytaster.streams.retrain.RetrainState;
import io.copytaster.streams.retrain.RetrainState.AtRest;
import io.copytaster.streams.retrain.RetrainState.Deciding;
import io.copytaster.streams.retrain.RetrainState.Evaluating;
import io.copytaster.streams.retrain.RetrainState.Reading;
import io.copytaster.streams.retrain.RetrainState.Training;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * A sidecar for people: a line for each state, and between them how the training goes. What became
 * of a run is the command's answer, and goes where answers go.
 */
final class RetrainScreen implements RetrainListener, AutoCloseable {

  private final BarBelow bar;
  private final PrintWriter answers;
  private final int epochs;
  private TrainScreen training;

  RetrainScreen(BarBelow bar, PrintWriter answers, int epochs) {
    this.bar = bar;
    this.answers = answers;
    this.epochs = epochs;
    this.training = new TrainScreen(bar, epochs, System::nanoTime);
  }

  @Override
  public void reached(RetrainState state) {
    if (state instanceof Training) {
      training = new TrainScreen(bar, epochs, System::nanoTime);
    } else {
      bar.close();
    }
    if (state instanceof AtRest end) {
      answers.println(end.outcome());
      answers.flush();
      return;
    }
    String line = line(state);
    if (!line.isEmpty()) {
      bar.print(line);
    }
  }

  private static String line(RetrainState state) {
    if (state instanceof Reading reading) {
      long records = reading.run().window().stream().mapToLong(OffsetRange::length).sum();
      return format(
          "run %s goes on from %s: %s; the window has %,d records",
          reading.run().id(), reading.run().champion(), reading.run().occasion(), records);
    }
    if (state instanceof Training training) {
      return lesson(training.lesson());
    }
    if (state instanceof Evaluating) {
      return "champion and candidate answer the held-out and the golden rows";
    }
    if (state instanceof Deciding deciding) {
      return "the candidate is " + deciding.candidate().model();
    }
    return "";
  }

  private static String lesson(Lesson lesson) {
    return format(
        "learns %,d rows, %,d of them replayed; %,d are held out, %,d left out; labels %s (%s)",
        lesson.training(),
        lesson.replayed(),
        lesson.heldOut(),
        lesson.leftOut(),
        String.join(", ", lesson.labels()),
        lesson.taxonomy());
  }

  @Override
  public void prepared(String what, long done, long total) {
    training.prepared(what, done, total);
  }

  @Override
  public void stepped(TrainingProgress progress) {
    training.stepped(progress);
  }

  @Override
  public void measured(Measurement measurement) {
    training.measured(measurement);
  }

  @Override
  public void noted(String sentence) {
    bar.print(sentence);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Override
  public void close() {
    training.close();
  }
}
