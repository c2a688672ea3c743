package io.copytaster.streams.cli;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointAttachments;
import io.copytaster.model.checkpoint.OutputLock;
import io.copytaster.model.classify.Calibrator;
import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.DatasetException;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code checkpoint calibrate}: makes a checkpoint from elsewhere fit for fast int8. */
@Command(
    name = "calibrate",
    description = {
      "Finds out what int8 needs to know of a checkpoint, and stores it there.",
      "",
      "Computes a few hundred articles in fp32; only the extremes of what enters each linear layer"
          + " are kept, in int8_calibration.json. What train writes is calibrated already."
    },
    footer = "  copytaster checkpoint calibrate models/desks --input news.csv")
final class CheckpointCalibrateCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "Its directory.")
  private Path directory = Path.of("");

  @Mixin private InputOptions input = new InputOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return common.run(new Shortcuts(), this::calibrate);
  }

  private int calibrate(Settings settings) throws IOException {
    var texts = texts();
    try (var lock = OutputLock.acquire(directory)) {
      var checkpoint = Checkpoint.open(directory, Models.encoders(settings.model()));
      var calibration = Calibrator.calibrate(checkpoint, texts);
      CheckpointAttachments.attach(checkpoint, calibration::write);
      common
          .out()
          .printf(
              "calibrated %s with %,d articles%n",
              checkpoint.id(), Math.min(texts.size(), Calibrator.ENOUGH));
    }
    return ExitCodes.DONE;
  }

  private List<String> texts() throws IOException {
    var texts = new ArrayList<String>();
    try (ArticleReader rows = input.open()) {
      while (texts.size() < input.limit() && rows.hasNext()) {
        texts.add(rows.next().article().text());
      }
    }
    if (texts.isEmpty()) {
      throw DatasetException.noRows("there is no article to calibrate with");
    }
    return texts;
  }
}
