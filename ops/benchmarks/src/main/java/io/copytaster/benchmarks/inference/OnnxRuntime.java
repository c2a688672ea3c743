package io.copytaster.benchmarks.inference;

import ai.onnxruntime.OrtEnvironment;
import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;

/** 3: ONNX Runtime with MiniLM's public files, tuned as it is fastest. */
public final class OnnxRuntime implements Scenario {

  private static final int TRIAL = 200;
  private static final int ALONE = 50;

  @Override
  public int number() {
    return 3;
  }

  @Override
  public String title() {
    return "ONNX Runtime";
  }

  @Override
  public void enter(Bench bench, Lineup lineup) throws Exception {
    add(bench, lineup, "fp32", "all-minilm-l6-v2.onnx");
    add(bench, lineup, "int8", "all-minilm-l6-v2-q.onnx");
  }

  private void add(Bench bench, Lineup lineup, String precision, String file) throws Exception {
    String name = "ONNX Runtime " + precision;
    bench.progress().accept("tuning " + name);
    var tuning =
        OnnxTuning.best(
            file, (network, tokens) -> inBatches(name, bench, network, tokens).first(TRIAL));
    int threadsAlone =
        OnnxTuning.threadsAlone(file, network -> OneByOne.of(name, bench, network).first(ALONE));
    lineup.note(
        "%s %s (%s): fastest with batches of %,d tokens, %d parts at once with %d threads each; alone with %d threads."
            .formatted(
                name,
                OrtEnvironment.getEnvironment().getVersion(),
                file,
                tuning.batchTokens(),
                tuning.sideBySide(),
                tuning.threads(),
                threadsAlone));
    var peer = lineup.own(OnnxPeer.open(file, tuning.threads()));
    var parts = lineup.own(new SideBySide(peer, tuning.sideBySide()));
    lineup.add(this, inBatches(name, bench, parts, tuning.batchTokens()), precision);
    var alone = lineup.own(OnnxPeer.open(file, threadsAlone));
    lineup.add(this, OneByOne.of(name, bench, alone), precision);
  }

  private static InBatches inBatches(
      String name, Bench bench, BatchNetwork network, int batchTokens) {
    return InBatches.of(name, bench, Batching.sorted(batchTokens), network);
  }
}
