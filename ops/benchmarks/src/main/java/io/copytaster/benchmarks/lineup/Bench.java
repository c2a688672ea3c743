package io.copytaster.benchmarks.lineup;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.Precision;
import io.copytaster.model.tokens.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * What every scenario is given.
 *
 * @param articles that are labelled
 * @param checkpoint that labels them, of MiniLM's shape as the peers' files are
 * @param encoders where imported weights are kept
 * @param tokenizer the checkpoint's, for all of them
 * @param more checkpoints that are compared with that one
 * @param capacity articles a second that loads are shares of; empty for as many as are measured
 * @param python an interpreter, which may not be there
 * @param progress what is being done, for people
 */
public record Bench(
    Articles articles,
    Checkpoint checkpoint,
    Encoders encoders,
    Tokenizer tokenizer,
    List<Path> more,
    OptionalDouble capacity,
    String python,
    Consumer<String> progress) {

  public Bench {
    more = List.copyOf(more);
  }

  /** The products of the checkpoint's network. */
  public MatrixWork work() {
    return MatrixWork.of(checkpoint.config());
  }

  /** Every way in which this processor computes well; all its cores. */
  public List<Compute> precisions() {
    var found = new ArrayList<Compute>();
    for (Precision precision : Precision.values()) {
      try {
        Compute compute = Compute.of("cpu", precision.key(), 0);
        if (compute.isEmulated()) {
          progress.accept("skipped " + precision.key() + ": this processor emulates it");
        } else {
          found.add(compute);
        }
      } catch (IllegalArgumentException e) {
        progress.accept("skipped " + precision.key() + ": " + e.getMessage());
      }
    }
    return found;
  }
}
