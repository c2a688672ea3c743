package io.copytaster.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.PythonProcess;
import io.copytaster.model.batch.TokenBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Python process that trains the same network from the same batches. The script is {@code
 * training_speed.py} among the resources.
 */
final class PythonReference implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCRIPT = "training_speed.py";

  private final PythonProcess python;

  private PythonReference(PythonProcess python) {
    this.python = python;
  }

  /**
   * Starts it, and waits until it has imported what it needs.
   *
   * @param python the interpreter
   * @param model a Hugging Face directory
   * @return nothing if there is no such interpreter, or it lacks torch or transformers
   */
  static Optional<PythonReference> start(String python, Path model, Workload workload, int threads)
      throws IOException {
    return PythonProcess.start(
            python, PythonReference.class, SCRIPT, model, json(workload), threads)
        .map(PythonReference::new);
  }

  private static JsonNode json(Workload workload) {
    var root = JSON.createObjectNode().put("labels", workload.labels().size());
    var batches = root.putArray("batches");
    for (int i = 0; i < workload.batches().size(); i++) {
      TokenBatch batch = workload.batches().get(i);
      var one = batches.addObject().put("width", batch.width());
      one.set("ids", JSON.valueToTree(batch.ids()));
      one.set("lengths", JSON.valueToTree(batch.lengths()));
      one.set("labels", JSON.valueToTree(workload.expected().get(i)));
    }
    return root;
  }

  /** Its versions, as {@code Python 3.11.2, torch 2.13.0}. */
  String versions() {
    return python.versions();
  }

  /** One contender for each of the loops that it can run. */
  List<Contender<StepLap>> contenders(int steps) {
    return python.contenders().stream()
        .<Contender<StepLap>>map(name -> new Loop(python, name, steps))
        .toList();
  }

  @Override
  public void close() {
    python.close();
  }

  private record Loop(PythonProcess python, String name, int steps) implements Contender<StepLap> {

    @Override
    public StepLap run() throws IOException {
      var order = JSON.createObjectNode().put("contender", name).put("steps", steps);
      JsonNode answer = python.ask(order);
      var seconds = new ArrayList<Double>();
      answer.path("seconds").forEach(second -> seconds.add(second.asDouble()));
      return new StepLap(seconds, List.of(), answer.path("loss").asDouble());
    }
  }
}
