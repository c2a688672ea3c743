package io.copytaster.model.train;

import io.copytaster.model.network.WeightLayout;

/**
 * Which layers of a base a smaller network begins with: one of each group of neighbours, the
 * uppermost.
 *
 * @param had layers of the base
 * @param wanted layers of the network
 */
record KeptLayers(int had, int wanted) {

  private static final String LAYER = "encoder.layer.";

  KeptLayers {
    if (wanted < 1 || wanted > had) {
      throw new TrainingException(
          TrainingException.Problem.BASE,
          "layers must be from 1 to the %d that the base has: %d".formatted(had, wanted));
    }
  }

  /** The base's layer, from 0, at this place of the network. */
  int ofBase(int layer) {
    return (layer + 1) * had / wanted - 1;
  }

  /** What the base calls a weight of the network. */
  String ofBase(String name) {
    if (!name.startsWith(LAYER)) {
      return name;
    }
    int end = name.indexOf('.', LAYER.length());
    int layer = Integer.parseInt(name.substring(LAYER.length(), end));
    return LAYER + ofBase(layer) + name.substring(end);
  }

  WeightLayout.Entry ofBase(WeightLayout.Entry entry) {
    return new WeightLayout.Entry(ofBase(entry.name()), entry.shape());
  }
}
