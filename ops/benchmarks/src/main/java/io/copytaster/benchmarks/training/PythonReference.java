package io.copytaster.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.model.batch.TokenBatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Python process that trains the same network from the same batches, and waits while others are
 * measured. The script is {@code training_speed.py} among the resources; both talk in lines of
 * JSON.
 */
final class PythonReference implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCRIPT = "training_speed.py";
  private static final String BATCHES = "batches.json";
  private static final String LOG = "python.log";

  private final Process process;
  private final Path folder;
  private final BufferedReader answers;
  private final Writer orders;
  private final JsonNode greeting;

  private PythonReference(Process process, Path folder) throws IOException {
    this.process = process;
    this.folder = folder;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.greeting = answer();
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
    Path folder = Files.createTempDirectory("training-speed");
    Path script = folder.resolve(SCRIPT);
    try (InputStream in = PythonReference.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new AssertionError(SCRIPT + " lies beside this class");
      }
      Files.write(script, in.readAllBytes());
    }
    Path batches = folder.resolve(BATCHES);
    JSON.writeValue(batches.toFile(), json(workload));
    var builder =
        new ProcessBuilder(
            python, script.toString(), model.toString(), batches.toString(), "" + threads);
    builder.redirectError(folder.resolve(LOG).toFile());
    builder.environment().put("HF_HUB_OFFLINE", "1");
    try {
      return Optional.of(new PythonReference(builder.start(), folder));
    } catch (IOException e) {
      delete(folder);
      return Optional.empty();
    }
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
    return greeting.path("versions").asText();
  }

  /** One contender for each of the loops that it can run. */
  List<Contender<StepLap>> contenders(int steps) {
    var contenders = new ArrayList<Contender<StepLap>>();
    greeting.path("contenders").forEach(name -> contenders.add(new Loop(name.asText(), steps)));
    return contenders;
  }

  private JsonNode answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("Python has ended: " + Files.readString(folder.resolve(LOG)));
    }
    return JSON.readTree(line);
  }

  /** Ends the process: it stops when nobody can give it orders any more. */
  @Override
  public void close() {
    try (orders) {
      orders.flush();
    } catch (IOException e) {
      process.destroy();
    }
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(folder);
  }

  private static void delete(Path folder) {
    for (String name : List.of(SCRIPT, BATCHES, LOG, ".")) {
      folder.resolve(name).normalize().toFile().delete();
    }
  }

  private final class Loop implements Contender<StepLap> {

    private final String name;
    private final int steps;

    Loop(String name, int steps) {
      this.name = name;
      this.steps = steps;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public StepLap run() throws IOException {
      var order = JSON.createObjectNode().put("contender", name).put("steps", steps);
      orders.write(order + "\n");
      orders.flush();
      JsonNode answer = answer();
      var seconds = new ArrayList<Double>();
      answer.path("seconds").forEach(second -> seconds.add(second.asDouble()));
      return new StepLap(seconds, List.of(), answer.path("loss").asDouble());
    }
  }
}
