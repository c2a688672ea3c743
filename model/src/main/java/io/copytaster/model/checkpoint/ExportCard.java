package io.copytaster.model.checkpoint;

import java.util.Locale;
import java.util.Map;

/** The beginning of an exported model's card: what is known of it, for its owner to go on. */
final class ExportCard {

  private ExportCard() {}

  static String of(Checkpoint checkpoint) {
    var card = new StringBuilder();
    card.append(
        """
        ---
        library_name: transformers
        pipeline_tag: text-classification
        ---
        # %s

        Exported from the Copytaster checkpoint `%s`: fp32, %d layers, %d wide, read up to %d tokens.
        """
            .formatted(
                checkpoint.name(),
                checkpoint.id(),
                checkpoint.config().layers(),
                checkpoint.config().hiddenSize(),
                checkpoint.maxTokens()));
    if (checkpoint.hasClassifier()) {
      card.append(
          """

          Labels (%s): %s.
          Logits are to be divided by %s (`calibration_temperature`) before the softmax.
          """
              .formatted(
                  checkpoint.taxonomy(),
                  String.join(", ", checkpoint.labels().names()),
                  checkpoint.temperature()));
      card.append(
          CheckpointExport.isOfTransformers(checkpoint)
              ? "It opens in `AutoModelForSequenceClassification.from_pretrained`.\n"
              : "Its classifier does not read BERT's pooler, which `AutoModelForSequenceClassification`"
                  + " would: `classifier_pooling` in `config.json` is `%s`.\n"
                      .formatted(checkpoint.config().pooling().name().toLowerCase(Locale.ROOT)));
    }
    Map<String, Double> metrics = checkpoint.provenance().metrics();
    if (!metrics.isEmpty()) {
      card.append("\n| measured | |\n|---|---|\n");
      metrics.forEach((name, value) -> card.append("| %s | %s |\n".formatted(name, value)));
    }
    return card.toString();
  }
}
