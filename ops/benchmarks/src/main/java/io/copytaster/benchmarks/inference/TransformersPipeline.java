package io.copytaster.benchmarks.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.PythonProcess;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.model.checkpoint.Encoder;
import java.io.IOException;
import java.util.Optional;

/**
 * 10: transformers' own pipeline in Python, where that is there. The script is {@code
 * inference_speed.py} among the resources.
 */
public final class TransformersPipeline implements Scenario {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public int number() {
    return 10;
  }

  @Override
  public String title() {
    return "transformers' pipeline";
  }

  @Override
  public void enter(Bench bench, Lineup lineup) throws IOException {
    Optional<PythonProcess> started =
        PythonProcess.start(
            bench.python(),
            TransformersPipeline.class,
            "inference_speed.py",
            bench.encoders().directory(Encoder.MINILM),
            JSON.valueToTree(bench.articles().texts()),
            Runtime.getRuntime().availableProcessors());
    if (started.isEmpty()) {
      lineup.note(
          "transformers did not take part: '"
              + bench.python()
              + "' does not run, or lacks torch or transformers.");
      return;
    }
    PythonProcess python = lineup.own(started.get());
    lineup.note("transformers: " + python.versions() + ".");
    double operations =
        bench.articles().amount(bench.tokenizer(), bench.checkpoint().config()).operations();
    for (String name : python.contenders()) {
      lineup.add(
          this,
          new Pipeline(python, name, bench.articles().size(), operations),
          name.substring(name.lastIndexOf(' ') + 1));
    }
  }

  private record Pipeline(PythonProcess python, String name, int articles, double operations)
      implements Contender<Turn> {

    @Override
    public Turn run() throws IOException {
      JsonNode answer = python.ask(JSON.createObjectNode().put("contender", name));
      var amount =
          new Amount(
              articles,
              answer.path("tokens").asLong(),
              answer.path("computed").asLong(),
              operations);
      return Turn.of(amount, answer.path("seconds").asDouble())
          .withPeak(answer.path("peak").asLong());
    }
  }
}
