package io.copytaster.streams.cli;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointWeights;
import io.copytaster.model.checkpoint.Manifest;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.Models;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code checkpoint verify}: every file against the manifest, every number read once. */
@Command(
    name = "verify",
    description = {
      "Verifies a checkpoint: its files, its tensors, its numbers.",
      "",
      "Files must be those of manifest.json if there is one; tensors must be exactly the network's,"
          + " in their shapes; every number must be finite."
    },
    footer = "  copytaster checkpoint verify models/desks")
final class CheckpointVerifyCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "DIR", description = "Its directory.")
  private Path directory = Path.of("");

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return common.run(new Shortcuts(), this::verify);
  }

  private int verify(Settings settings) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    var manifest = Manifest.read(directory);
    if (manifest.isPresent()) {
      manifest.get().verify(directory);
      common.out().printf("files       %d as in manifest.json%n", manifest.get().files().size());
    } else {
      common.out().println("files       no manifest.json to compare with");
    }
    Checkpoint checkpoint = Checkpoint.open(directory, Models.encoders(settings.model()));
    try (CheckpointWeights weights = checkpoint.weights()) {
      for (WeightLayout.Entry weight : weights.layout()) {
        var numbers = weights.fp32(weight.name()).order(ByteOrder.LITTLE_ENDIAN);
        requireFinite(weight.name(), numbers.asFloatBuffer());
      }
      common.out().printf("tensors     %d, whole and finite%n", weights.layout().size());
    }
    common.out().println("checkpoint  " + checkpoint.id() + " is sound");
    return ExitCodes.DONE;
  }

  private void requireFinite(String name, FloatBuffer numbers) {
    for (int i = 0; i < numbers.limit(); i++) {
      if (!Float.isFinite(numbers.get(i))) {
        throw new IllegalArgumentException(
            "%s: tensor '%s' holds %s at index %,d; every number must be finite"
                .formatted(directory, name, numbers.get(i), i));
      }
    }
  }
}
