package io.copytaster.model.network;

/** Padded tokens that a core computes at once: more gain little, and all the others wait longer. */
final class PartSize {

  private static final int TOKENS = 256;

  /** The width for which that was measured; narrower networks have as much work in more tokens. */
  private static final int WIDTH = 384;

  /** Tiles multiply so fast that what every operator costs by itself wants twice the company. */
  private static final int WITH_TILES = 2;

  private PartSize() {}

  static int of(TransformerConfig config, Precision precision, Processor processor) {
    int width = Math.min(WIDTH, config.hiddenSize());
    int tokens = TOKENS * WIDTH * WIDTH / (width * width);
    boolean inTiles = precision == Precision.INT8 && processor.hasInt8Tiles();
    return inTiles ? WITH_TILES * tokens : tokens;
  }
}
