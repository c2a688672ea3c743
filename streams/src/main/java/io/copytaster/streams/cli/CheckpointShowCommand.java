package io.copytaster.streams.cli;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Provenance;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code checkpoint show}: what a checkpoint is. */
@Command(
    name = "show",
    description = "Shows what a checkpoint is: network, labels, files.",
    footer = {"  copytaster checkpoint show", "  copytaster checkpoint show models/desks"})
final class CheckpointShowCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "Its directory; without one, the checkpoint that the settings name.")
  private @Nullable String directory;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return common.run(new Shortcuts().set("model.checkpoint", directory), this::show);
  }

  private int show(Settings settings) throws IOException {
    Checkpoint checkpoint = Models.open(settings.model());
    var config = checkpoint.config();
    line("id", checkpoint.id());
    line("directory", checkpoint.directory());
    line(
        "network",
        "BERT, %d layers, %d wide, %d heads, %s activation"
            .formatted(config.layers(), config.hiddenSize(), config.heads(), config.activation()));
    line("pooling", config.pooling().name().toLowerCase(Locale.ROOT));
    line("vocabulary", number(config.vocabularySize()));
    line("max tokens", checkpoint.maxTokens() + " of " + config.maxPositions() + " positions");
    line("parameters", number(parameters(checkpoint)));
    if (checkpoint.hasClassifier()) {
      line("labels", String.join(", ", checkpoint.labels().names()));
      line("taxonomy", checkpoint.taxonomy());
      line("temperature", checkpoint.temperature());
    } else {
      line("labels", "none: an encoder without a classifier");
    }
    checkpoint.adapter().ifPresent(adapter -> line("adapter", adapter));
    showProvenance(checkpoint.provenance());
    for (Path file : files(checkpoint.directory())) {
      line("file", file.getFileName() + ", " + number(Files.size(file)) + " bytes");
    }
    return ExitCodes.DONE;
  }

  private void showProvenance(Provenance provenance) {
    if (provenance.createdAt() != null) {
      line("created", provenance.createdAt());
    }
    if (provenance.parent() != null) {
      line("parent", provenance.parent());
    }
    for (Provenance.Data data : provenance.data()) {
      line("data", "%s, %s rows".formatted(data.name(), number(data.rows())));
    }
    provenance.plan().forEach((name, value) -> line("plan", name + " " + value));
    if (provenance.seed() != null) {
      line("seed", provenance.seed());
    }
    provenance.metrics().forEach((name, value) -> line("metric", name + " " + value));
  }

  private void line(String name, Object value) {
    common.out().printf("%-11s %s%n", name, value);
  }

  private static long parameters(Checkpoint checkpoint) {
    return WeightLayout.of(checkpoint.config()).stream()
        .mapToLong(weight -> weight.shape().stream().reduce(1L, Math::multiplyExact))
        .sum();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> listing = Files.list(directory)) {
      return listing.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
