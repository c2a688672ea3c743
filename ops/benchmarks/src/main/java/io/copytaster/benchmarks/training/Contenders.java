package io.copytaster.benchmarks.training;

import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Machine;
import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.network.Compute;
import io.copytaster.model.train.Regime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** All that take part, in the order of their turns, theirs and ours mixed. Closed together. */
final class Contenders implements AutoCloseable {

  private final Optional<PythonReference> reference;
  private final int steps;
  private final List<OurTraining> ours = new ArrayList<>();

  Contenders(Optional<PythonReference> reference, int steps) {
    this.reference = reference;
    this.steps = steps;
  }

  /** Adds one of ours; where precision auto is fp32 there are not two of it. */
  void add(Regime regime, Compute compute, Encoder base, Encoders encoders, Workload workload)
      throws IOException {
    String name = OurTraining.name(regime, compute.precision().key());
    if (ours.stream().noneMatch(training -> training.name().equals(name))) {
      ours.add(OurTraining.open(regime, base.id(), encoders, compute, workload, steps));
    }
  }

  /** One of theirs behind each of ours. */
  List<Contender<StepLap>> all() {
    var theirs =
        new ArrayList<>(reference.map(python -> python.contenders(steps)).orElse(List.of()));
    var mixed = new ArrayList<Contender<StepLap>>();
    for (OurTraining training : ours) {
      mixed.add(training);
      if (!theirs.isEmpty()) {
        mixed.add(theirs.remove(0));
      }
    }
    mixed.addAll(theirs);
    return mixed;
  }

  String referenceVersions() {
    return reference.map(PythonReference::versions).orElse("no Python reference");
  }

  Memory memory() {
    var open = new HashMap<String, Integer>();
    ours.forEach(training -> open.put(training.name(), training.openResources()));
    return new Memory(Machine.residentMebibytes(), open);
  }

  @Override
  public void close() {
    ours.forEach(OurTraining::close);
    reference.ifPresent(PythonReference::close);
  }
}
