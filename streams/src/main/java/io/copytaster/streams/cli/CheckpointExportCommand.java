package io.copytaster.streams.cli;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointExport;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code checkpoint export}: a plain Hugging Face directory, for programs other than this one. */
@Command(
    name = "export",
    description = {
      "Writes a checkpoint as a plain Hugging Face directory.",
      "",
      "An adapter is merged into its encoder, a head is put together with it, every weight is fp32."
          + " What reads BERT's pooler opens in AutoModelForSequenceClassification.from_pretrained"
          + " with equal logits."
    },
    footer = "  copytaster checkpoint export models/desks desks-for-python")
final class CheckpointExportCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "Its directory.")
  private Path directory = Path.of("");

  @Parameters(index = "1", paramLabel = "DIR", description = "A directory that is not there.")
  private Path target = Path.of("");

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return common.run(new Shortcuts(), this::export);
  }

  private int export(Settings settings) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(directory, Models.encoders(settings.model()));
    CheckpointExport.write(checkpoint, target);
    common.out().println("exported " + checkpoint.id() + " to " + target);
    if (checkpoint.hasClassifier() && !CheckpointExport.isOfTransformers(checkpoint)) {
      common
          .err()
          .printf(
              "note: its classifier reads classifier_pooling %s (config.json), and"
                  + " AutoModelForSequenceClassification would read a pooler that is not there;"
                  + " model/README.md shows the lines of Python that read it%n",
              checkpoint.config().pooling().name().toLowerCase(Locale.ROOT));
    }
    return ExitCodes.DONE;
  }
}
