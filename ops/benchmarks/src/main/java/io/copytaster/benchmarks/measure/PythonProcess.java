package io.copytaster.benchmarks.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
 * A script in Python that greets, then answers orders, and waits while others are measured. Both
 * sides talk in lines of JSON.
 */
public final class PythonProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INPUT = "input.json";
  private static final String LOG = "python.log";
  private static final int PATIENCE_SECONDS = 10;

  private final Process process;
  private final Path folder;
  private final String script;
  private final BufferedReader answers;
  private final Writer orders;
  private final JsonNode greeting;

  private PythonProcess(Process process, Path folder, String script) throws IOException {
    this.process = process;
    this.folder = folder;
    this.script = script;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.greeting = answer();
  }

  /**
   * Starts it, and waits until it has imported what it needs.
   *
   * @param python the interpreter
   * @param owner beside which the script lies among the resources
   * @param model a Hugging Face directory, the script's first argument
   * @param input the content of a file whose name is its second argument
   * @param threads its third argument
   * @return nothing if there is no such interpreter, or it lacks what the script imports
   */
  public static Optional<PythonProcess> start(
      String python, Class<?> owner, String script, Path model, JsonNode input, int threads)
      throws IOException {
    Path folder = Files.createTempDirectory("bench-python");
    Path file = folder.resolve(script);
    try (InputStream in = owner.getResourceAsStream(script)) {
      if (in == null) {
        throw new AssertionError(script + " lies beside " + owner);
      }
      Files.write(file, in.readAllBytes());
    }
    Path inputs = folder.resolve(INPUT);
    JSON.writeValue(inputs.toFile(), input);
    var builder =
        new ProcessBuilder(
            python, file.toString(), model.toString(), inputs.toString(), "" + threads);
    builder.redirectError(folder.resolve(LOG).toFile());
    builder.environment().put("HF_HUB_OFFLINE", "1");
    try {
      return Optional.of(new PythonProcess(builder.start(), folder, script));
    } catch (IOException e) {
      delete(folder, script);
      return Optional.empty();
    }
  }

  /** Its versions, as {@code Python 3.11.2, torch 2.13.0}. */
  public String versions() {
    return greeting.path("versions").asText();
  }

  /** What it can run. */
  public List<String> contenders() {
    var names = new ArrayList<String>();
    greeting.path("contenders").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Its answer to an order. */
  public JsonNode ask(JsonNode order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
    return answer();
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
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(folder, script);
  }

  private static void delete(Path folder, String script) {
    for (String name : List.of(script, INPUT, LOG, ".")) {
      folder.resolve(name).normalize().toFile().delete();
    }
  }
}
