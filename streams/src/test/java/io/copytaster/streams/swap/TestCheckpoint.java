package io.copytaster.streams.swap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.checkpoint.Manifest;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.evaluate.GoldenRow;
import io.copytaster.model.evaluate.GoldenRows;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.Compute;
import io.copytaster.model.text.Article;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.service.TinyCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A tiny checkpoint with golden rows, as a trainer leaves it, and what tests do to it. */
public final class TestCheckpoint {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int GOLDEN_ROWS = 20;

  private final Path directory;
  private final String name;

  private TestCheckpoint(Path directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  /** Writes a whole one into a new directory. */
  public static TestCheckpoint write(Path parent, String name, long seed) {
    try {
      var checkpoint = new TestCheckpoint(parent.resolve(name), name);
      TinyCheckpoint.write(checkpoint.directory, seed);
      checkpoint.seal();
      golden(checkpoint.open()).write(checkpoint.directory);
      checkpoint.seal();
      return checkpoint;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path directory() {
    return directory;
  }

  /** What a gate would announce of it. */
  public ModelAnnouncement announcement() {
    try {
      Checkpoint checkpoint = open();
      return announcementOf(checkpoint.id())
          .setTaxonomy(checkpoint.taxonomy())
          .setLabels(checkpoint.labels().names())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same of one that cannot be opened. */
  ModelAnnouncement.Builder announcementOf(String id) {
    Map<String, Double> metrics = new HashMap<>();
    if (GoldenRows.exist(directory)) {
      metrics.put(GoldenVerdict.ACCURACY, 1.0);
      metrics.put(GoldenVerdict.ROWS, (double) GOLDEN_ROWS);
    }
    return ModelAnnouncement.newBuilder()
        .setChannel("champion")
        .setModel(id)
        .setUri(directory.toUri().toString())
        .setMetrics(metrics)
        .setDigests(digests(directory));
  }

  Checkpoint open() throws IOException {
    return Checkpoint.open(directory);
  }

  /** Changes a file behind the manifest's back. */
  TestCheckpoint change(String file, Consumer<Path> change) {
    change.accept(directory.resolve(file));
    return this;
  }

  /** Changes a JSON file. */
  TestCheckpoint changeJson(String file, Consumer<ObjectNode> change) {
    try {
      Path path = directory.resolve(file);
      var json = (ObjectNode) JSON.readTree(path.toFile());
      change.accept(json);
      Files.writeString(path, json.toString());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the manifest of what lies there now. */
  TestCheckpoint seal() {
    try {
      Manifest.of(directory, name).write(directory);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of a local directory, as {@code CheckpointSource} promises them. */
  public static Path obtain(ModelAnnouncement announcement) throws IOException {
    URI uri = URI.create(announcement.getUri());
    if (!"file".equals(uri.getScheme())) {
      throw new IllegalArgumentException("'" + uri.getScheme() + "' is no storage known here");
    }
    Path directory = Path.of(uri);
    for (Map.Entry<String, String> file : announcement.getDigests().entrySet()) {
      Path path = directory.resolve(file.getKey());
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      if (!sha256(path).equals(file.getValue())) {
        throw new CheckpointException(Problem.CHECKSUM, path + " is not the file announced");
      }
    }
    return directory;
  }

  /** Labelled as the checkpoint itself does, so that its accuracy on them is 1. */
  private static GoldenRows golden(Checkpoint checkpoint) throws IOException {
    var rows = new ArrayList<GoldenRow>();
    try (var classifier = Classifier.load(checkpoint, Compute.reference(), 0)) {
      for (int i = 0; i < GOLDEN_ROWS; i++) {
        var article = new Article("Ferry " + i, "The crew of boat " + i + " is well.");
        var batch = new TokenBatch(List.of(classifier.tokenize(article.text())));
        Prediction answer = classifier.classify(batch).get(0);
        var logits = new ArrayList<Float>();
        for (int label = 0; label < answer.labels().size(); label++) {
          logits.add(answer.logit(label));
        }
        rows.add(new GoldenRow("g" + i, article.title(), article.body(), answer.label(), logits));
      }
    }
    return new GoldenRows(rows);
  }

  private static Map<String, String> digests(Path directory) {
    var digests = new HashMap<String, String>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        digests.put(file.getFileName().toString(), sha256(file));
      }
      return digests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
