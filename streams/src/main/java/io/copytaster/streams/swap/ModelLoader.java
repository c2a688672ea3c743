package io.copytaster.streams.swap;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.classify.ClassifierLoading;
import io.copytaster.model.evaluate.GoldenRow;
import io.copytaster.model.evaluate.GoldenRows;
import io.copytaster.model.network.Compute;
import io.copytaster.model.text.Article;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.slot.ServedModel;
import io.copytaster.streams.storage.CheckpointSource;
import io.copytaster.streams.swap.Refusal.Category;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From an announcement to a model that is ready to serve on a device.
 *
 * @param source of announced files
 * @param encoders where a head or an adapter finds its encoder
 * @param maxTokens of an article that are read; 0 for as many as the checkpoint says
 * @param batchTokens padded tokens that a batch may have
 */
public record ModelLoader(
    CheckpointSource source, Encoders encoders, Compute compute, int maxTokens, int batchTokens) {

  /** Parts of the network whose fp32 numbers are held until the device converts them. */
  private static final int READ_AHEAD = 4;

  /**
   * As a champion is made ready: fetched, verified, prepared between batches, warmed and checked.
   *
   * @param engine whose device it is to compute on
   * @return the caller's to close
   * @throws IOException if files cannot be read at the moment
   */
  public ServedModel load(
      ModelAnnouncement announcement, InferenceEngine engine, MeterRegistry registry)
      throws IOException, InterruptedException {
    return load(announcement, new DeviceTime(engine, new SwapMeters(registry)), Progress.NONE);
  }

  /**
   * Every step up to the one before publishing; the model is the caller's to close.
   *
   * @throws IOException if files cannot be read at the moment
   * @throws AbandonedException if the progress says so
   * @throws RuntimeException whatever {@link Refusal#of} has a category for
   */
  ServedModel load(ModelAnnouncement announcement, DeviceTime device, Progress progress)
      throws IOException, InterruptedException {
    progress.reached(Step.FETCHING);
    Announced.requireSound(announcement);
    Path directory = fetch(announcement);
    progress.reached(Step.VERIFYING);
    Checkpoint checkpoint = Checkpoint.open(directory, encoders);
    Announced.requireSame(announcement, checkpoint);
    progress.reached(Step.PREPARING);
    Classifier classifier = prepare(checkpoint, device, progress);
    ServedModel model = ServedModel.of(classifier);
    try {
      int ordinary = Math.min(batchTokens, model.lanes().batchTokens());
      var candidate = new Candidate(model, device, progress, ordinary);
      progress.reached(Step.WARMING);
      candidate.warmUp();
      progress.reached(Step.CHECKING);
      check(announcement, checkpoint, classifier, candidate);
      return model;
    } catch (RuntimeException | IOException | InterruptedException | Error e) {
      model.close();
      throw e;
    }
  }

  private Path fetch(ModelAnnouncement announcement) throws IOException {
    try {
      return source.obtain(announcement);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Category.ANNOUNCEMENT, String.valueOf(e.getMessage()));
    }
  }

  /** Not in int8 if that is only preferred, and errs. */
  private Classifier prepare(Checkpoint checkpoint, DeviceTime device, Progress progress)
      throws IOException, InterruptedException {
    Classifier classifier = prepare(checkpoint, compute, device, progress);
    try {
      if (!compute.prefersInt8() || device.slice(classifier::agrees)) {
        return classifier;
      }
    } catch (RuntimeException | InterruptedException | Error e) {
      classifier.close();
      throw e;
    }
    classifier.close();
    return prepare(checkpoint, compute.withoutInt8(), device, progress);
  }

  /** Reads on this thread, an adapter's merging included, and converts on the device's. */
  private Classifier prepare(
      Checkpoint checkpoint, Compute chosen, DeviceTime device, Progress progress)
      throws IOException, InterruptedException {
    try (var loading = ClassifierLoading.begin(checkpoint, chosen, maxTokens)) {
      while (loading.unread() + loading.unconverted() > 0) {
        progress.requireWanted();
        while (loading.unread() > 0 && loading.unconverted() < READ_AHEAD) {
          loading.read();
        }
        device.slice(() -> convertSome(loading));
      }
      return loading.complete();
    }
  }

  /**
   * Converts at least one part, and others while a slice has room for the longest seen.
   *
   * @return how many
   */
  private static int convertSome(ClassifierLoading loading) {
    int parts = 0;
    long began = System.nanoTime();
    long now = began;
    long longest = 0;
    do {
      loading.convert();
      parts++;
      long converted = System.nanoTime();
      longest = Math.max(longest, converted - now);
      now = converted;
    } while (loading.unconverted() > 0 && SliceSize.admitsNanos(now - began, longest));
    return parts;
  }

  private void check(
      ModelAnnouncement announcement, Checkpoint checkpoint, Classifier model, Candidate candidate)
      throws IOException, InterruptedException {
    if (!GoldenRows.exist(checkpoint.directory())) {
      if (GoldenVerdict.isPromised(announcement)) {
        throw new RefusedException(
            Category.GOLDEN, "golden figures were announced, and there is no " + GoldenRows.FILE);
      }
      candidate.answers(List.of(model.probe()));
      return;
    }
    List<GoldenRow> rows = GoldenRows.read(checkpoint.directory()).rows();
    boolean shortened = model.maxTokens() < checkpoint.maxTokens();
    var texts = new ArrayList<@Nullable Tokens>();
    for (GoldenRow row : rows) {
      Tokens tokens = model.tokenize(new Article(row.title(), row.body()).text());
      texts.add(shortened && tokens.truncated() ? null : tokens);
    }
    GoldenVerdict.require(
        announcement, rows, candidate.answers(texts), model.labels(), model.precision());
  }
}
