package io.copytaster.streams.swap;

/** The way of a candidate, in this order. */
enum Step {
  /** Its files are brought to this machine and compared with their digests. */
  FETCHING,
  /** It is opened, and compared with what was announced. */
  VERIFYING,
  /** Its weights are read and converted for the device, layer by layer. */
  PREPARING,
  /** It computes batches of every length that nobody waits for. */
  WARMING,
  /** It answers the golden rows. */
  CHECKING
}
