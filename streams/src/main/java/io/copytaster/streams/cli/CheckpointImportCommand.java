package io.copytaster.streams.cli;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointImport;
import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code checkpoint import}: a copy that is checked, with a manifest. */
@Command(
    name = "import",
    description = {
      "Copies a checkpoint into a directory of its own, with a manifest of checksums.",
      "",
      "It is checked before and after; the target appears whole or not at all."
    },
    footer = {
      "  copytaster checkpoint import ~/fine-tuned-bert models/desks",
      "  copytaster checkpoint import minilm models/minilm"
    })
final class CheckpointImportCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description =
          "A Hugging Face directory (config.json, tokenizer.json, model.safetensors), or an encoder"
              + " that comes with the program: minilm, bge-small.")
  private String source = "";

  @Parameters(index = "1", paramLabel = "TARGET", description = "A directory that is not there.")
  private Path target = Path.of("");

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return common.run(new Shortcuts(), this::importFrom);
  }

  private int importFrom(Settings settings) throws IOException {
    var encoders = Models.encoders(settings.model());
    var encoder = Encoder.named(source);
    Checkpoint imported =
        encoder.isPresent()
            ? CheckpointImport.importEncoder(encoder.get(), target, encoders)
            : CheckpointImport.importDirectory(Path.of(source), target, encoders);
    common.out().println("imported " + imported.id() + " into " + target);
    return ExitCodes.DONE;
  }
}
