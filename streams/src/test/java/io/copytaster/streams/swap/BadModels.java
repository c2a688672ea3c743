package io.copytaster.streams.swap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.evaluate.GoldenRows;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.swap.Refusal.Category;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Every way we know in which an announced model can be wrong, one of each. */
final class BadModels {

  /** One of them, and what it must be refused for. */
  record Bad(String what, ModelAnnouncement announcement, Category category) {}

  private static final String WEIGHTS = "model.safetensors";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String CONFIG = "config.json";
  private static final String MANIFEST = "manifest.json";

  private final Path parent;
  private final List<Bad> all = new ArrayList<>();

  private BadModels(Path parent) {
    this.parent = parent;
  }

  static List<Bad> all(Path parent) {
    var models = new BadModels(parent);
    models.files();
    models.contents();
    models.goldenRows();
    models.announcements();
    return models.all;
  }

  /** Changed on the way: whoever sealed and announced them saw other files. */
  private void files() {
    onTheWay("a bit of the weights flipped", WEIGHTS, path -> edit(path, BadModels::flipped));
    onTheWay("weights truncated", WEIGHTS, path -> edit(path, BadModels::firstHalf));
    onTheWay("weights empty", WEIGHTS, path -> edit(path, bytes -> new byte[0]));
    onTheWay("tokenizer of another model", TOKENIZER, path -> replace(path, "##a", "##A"));
    onTheWay("manifest edited", MANIFEST, path -> replace(path, "\"size\"", "\"Size\""));
    TestCheckpoint missing = checkpoint("missing");
    ModelAnnouncement announced = missing.announcement();
    missing.change(WEIGHTS, BadModels::delete);
    add("a file is missing", announced, Category.STORAGE);
  }

  /** Announced as they are: only the checkpoint itself is at fault. */
  private void contents() {
    made("NaN weight", Category.WEIGHTS, c -> c.change(WEIGHTS, path -> poison(path, Float.NaN)));
    made(
        "infinite weight",
        Category.WEIGHTS,
        c -> c.change(WEIGHTS, path -> poison(path, Float.NEGATIVE_INFINITY)));
    made(
        "header of noise",
        Category.WEIGHTS,
        c -> c.change(WEIGHTS, path -> edit(path, BadModels::noise)));
    made(
        "a tensor under another name",
        Category.WEIGHTS,
        c -> c.change(WEIGHTS, path -> replace(path, "query.weight", "querY.weight")));
    made(
        "weights of another shape",
        Category.WEIGHTS,
        c -> c.changeJson(CONFIG, json -> json.put("intermediate_size", 128)));
    made(
        "another family of network",
        Category.FILES,
        c -> c.changeJson(CONFIG, json -> json.put("model_type", "gpt2")));
    made(
        "config is no JSON",
        Category.FILES,
        c -> c.change(CONFIG, path -> edit(path, BadModels::firstHalf)));
    made(
        "fewer labels than logits",
        Category.LABELS,
        c -> c.changeJson(CONFIG, json -> ((ObjectNode) json.get("id2label")).remove("3")));
    made(
        "tokenizer is no JSON",
        Category.TOKENIZER,
        c -> c.change(TOKENIZER, path -> edit(path, BadModels::firstHalf)));
    made(
        "tokenizer knows more words than the network",
        Category.TOKENIZER,
        c ->
            c.changeJson(
                TOKENIZER, json -> ((ObjectNode) json.at("/model/vocab")).put("beyond", 100_000)));
    sealedFor("trained with another tokenizer", Category.TOKENIZER, "tokenizer", "0".repeat(64));
    sealedFor("trained with other labels", Category.LABELS, "labels", "0".repeat(12));
  }

  private void goldenRows() {
    made(
        "golden logits of another model",
        Category.GOLDEN,
        c -> c.change(GoldenRows.FILE, path -> replace(path, "\"logits\":[", "\"logits\":[1")));
    made(
        "golden row without an end",
        Category.GOLDEN,
        c -> c.change(GoldenRows.FILE, path -> edit(path, BadModels::firstHalf)));
    made(
        "golden rows empty",
        Category.GOLDEN,
        c -> c.change(GoldenRows.FILE, path -> edit(path, bytes -> new byte[0])));
    TestCheckpoint without = checkpoint("without-golden");
    Map<String, Double> figures = without.announcement().getMetrics();
    without.change(GoldenRows.FILE, BadModels::delete).seal();
    add(
        "golden figures without golden rows",
        builder(without).setMetrics(figures).build(),
        Category.GOLDEN);
    announced(
        "another accuracy",
        Category.GOLDEN,
        builder -> builder.setMetrics(Map.of(GoldenVerdict.ACCURACY, 0.5)));
  }

  private void announcements() {
    announced("no model", Category.ANNOUNCEMENT, builder -> builder.setModel(" "));
    announced(
        "another model", Category.IDENTITY, builder -> builder.setModel("champion-012345678901"));
    announced(
        "other labels", Category.LABELS, builder -> builder.setLabels(List.of("World", "Sports")));
    announced("another taxonomy", Category.LABELS, builder -> builder.setTaxonomy("tiny/2"));
    announced("unknown storage", Category.ANNOUNCEMENT, builder -> builder.setUri("gopher://a/b"));
    announced("a uri that is none", Category.ANNOUNCEMENT, builder -> builder.setUri("a b://c"));
    announced(
        "a path out of the folder",
        Category.ANNOUNCEMENT,
        builder -> builder.setDigests(Map.of("../../etc/passwd", "0".repeat(64))));
    announced(
        "a digest that is none",
        Category.ANNOUNCEMENT,
        builder -> builder.setDigests(Map.of(CONFIG, "d41d8cd98f00b204e9800998ecf8427e")));
    announced(
        "a wrong digest",
        Category.FILES,
        builder -> {
          var digests = new HashMap<>(builder.getDigests());
          digests.put(CONFIG, "0".repeat(64));
          return builder.setDigests(digests);
        });
  }

  private void onTheWay(String what, String file, Consumer<Path> change) {
    TestCheckpoint checkpoint = checkpoint(what.replace(' ', '-'));
    ModelAnnouncement announced = checkpoint.announcement();
    checkpoint.change(file, change);
    add(what, announced, Category.FILES);
  }

  private void made(String what, Category category, Consumer<TestCheckpoint> change) {
    TestCheckpoint checkpoint = checkpoint(what.replace(' ', '-'));
    change.accept(checkpoint);
    add(what, builder(checkpoint.seal()).build(), category);
  }

  private void sealedFor(String what, Category category, String key, String value) {
    TestCheckpoint checkpoint = checkpoint(what.replace(' ', '-'));
    checkpoint.changeJson(MANIFEST, json -> json.put(key, value));
    add(what, builder(checkpoint).build(), category);
  }

  private void announced(
      String what,
      Category category,
      Function<ModelAnnouncement.Builder, ModelAnnouncement.Builder> change) {
    TestCheckpoint checkpoint = checkpoint(what.replace(' ', '-'));
    add(what, change.apply(builder(checkpoint)).build(), category);
  }

  private void add(String what, ModelAnnouncement announcement, Category category) {
    all.add(new Bad(what, announcement, category));
  }

  private TestCheckpoint checkpoint(String name) {
    return TestCheckpoint.write(parent, name, 99);
  }

  /** Announced under its right identifier where it has one. */
  private static ModelAnnouncement.Builder builder(TestCheckpoint checkpoint) {
    String id;
    try {
      id = checkpoint.open().id();
    } catch (IOException | RuntimeException e) {
      id = "unknown";
    }
    return checkpoint.announcementOf(id);
  }

  private static void poison(Path weights, float value) {
    edit(
        weights,
        bytes -> {
          ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, value);
          return bytes;
        });
  }

  private static byte[] flipped(byte[] bytes) {
    bytes[bytes.length - 2] ^= 1;
    return bytes;
  }

  private static byte[] firstHalf(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2 - 3);
  }

  private static byte[] noise(byte[] bytes) {
    Arrays.fill(bytes, 8, 64, (byte) 7);
    return bytes;
  }

  private static void replace(Path file, String from, String to) {
    edit(file, bytes -> new String(bytes, ISO_8859_1).replace(from, to).getBytes(ISO_8859_1));
  }

  private static void edit(Path file, Function<byte[], byte[]> change) {
    try {
      Files.write(file, change.apply(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
