package io.copytaster.model.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A pretrained encoder that Maven brings as an ONNX file and a tokenizer. */
public enum Encoder {
  /** sentence-transformers/all-MiniLM-L6-v2: 6 layers, 384 wide, mean pooling; Apache-2.0. */
  MINILM(
      "minilm",
      "sentence-transformers/all-MiniLM-L6-v2",
      new PinnedResource(
          "all-minilm-l6-v2.onnx",
          90_387_606,
          "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e"),
      new PinnedResource(
          "all-minilm-l6-v2-tokenizer.json",
          711_661,
          "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0")),
  /** BAAI/bge-small-en-v1.5: 12 layers, 384 wide, the first token as it is; MIT. */
  BGE_SMALL(
      "bge-small",
      "BAAI/bge-small-en-v1.5",
      new PinnedResource(
          "bge-small-en-v1.5.onnx",
          133_093_490,
          "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35"),
      new PinnedResource(
          "bge-small-en-v1.5-tokenizer.json",
          711_396,
          "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"));

  private final String id;
  private final String hubName;
  private final PinnedResource onnx;
  private final PinnedResource tokenizer;

  Encoder(String id, String hubName, PinnedResource onnx, PinnedResource tokenizer) {
    this.id = id;
    this.hubName = hubName;
    this.onnx = onnx;
    this.tokenizer = tokenizer;
  }

  /** What users call it, and {@code base_model} in a head's {@code config.json}. */
  public String id() {
    return id;
  }

  /** The encoder that users call so, if there is one. */
  public static Optional<Encoder> named(String id) {
    return Arrays.stream(values()).filter(encoder -> encoder.id.equals(id)).findFirst();
  }

  /** The encoder of this name, ours or the one it has on the Hugging Face hub. */
  public static Optional<Encoder> known(String name) {
    return named(name)
        .or(() -> Arrays.stream(values()).filter(e -> e.hubName.equals(name)).findFirst());
  }

  /** Every name that {@link #named} knows. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Encoder::id).toList();
  }

  /** What it is called on the Hugging Face hub. */
  String hubName() {
    return hubName;
  }

  PinnedResource onnx() {
    return onnx;
  }

  PinnedResource tokenizer() {
    return tokenizer;
  }

  /** The {@code config.json} that the ONNX file has no place for. */
  byte[] config() throws IOException {
    String name = id + ".config.json";
    try (InputStream in = Encoder.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError(name + " lies beside this class");
      }
      return in.readAllBytes();
    }
  }

  /** A directory name that changes with anything that the import is made from. */
  String cacheName() throws IOException {
    String config = new String(config(), StandardCharsets.UTF_8);
    String digest = Sha256.of(List.of(onnx.sha256(), tokenizer.sha256(), config));
    return id + "-" + digest.substring(0, 12);
  }
}
