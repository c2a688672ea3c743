package io.copytaster.streams.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model labels, and how it computes. */
final class ModelOptions extends ComputeOptions {

  static final String HEADING = "%nModel:%n";

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = "A Hugging Face directory; without it the classifier that is shipped.")
  private @Nullable String checkpoint;

  @Override
  void addTo(Shortcuts shortcuts) {
    shortcuts.set("model.checkpoint", checkpoint);
    super.addTo(shortcuts);
  }
}
