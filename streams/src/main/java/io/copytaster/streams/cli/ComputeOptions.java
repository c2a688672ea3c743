package io.copytaster.streams.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a model computes. */
class ComputeOptions {

  @Option(
      names = "--precision",
      paramLabel = "auto|fp32|bf16|int8",
      description = "How the network computes; auto is the fastest that computes well here.")
  private @Nullable String precision;

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|cuda:N",
      description = "Where the network computes; auto is the first GPU, or else the CPU.")
  private @Nullable String device;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "At how many tokens an article is cut; 0 for the model's own limit.")
  private @Nullable String maxTokens;

  @Option(
      names = "--batch-tokens",
      paramLabel = "N",
      description = "What one batch may hold, padding included.")
  private @Nullable String batchTokens;

  void addTo(Shortcuts shortcuts) {
    shortcuts
        .set("model.precision", precision)
        .set("model.device", device)
        .set("model.max-tokens", maxTokens)
        .set("engine.batch-tokens", batchTokens);
  }
}
