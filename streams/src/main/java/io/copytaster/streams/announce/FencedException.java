package io.copytaster.streams.announce;

import org.apache.kafka.common.KafkaException;

/** Somebody else has claimed the right to announce meanwhile: nothing of this was announced. */
public final class FencedException extends KafkaException {

  private static final long serialVersionUID = 1L;

  FencedException(String name, Throwable cause) {
    super(
        "nothing was announced: another one announces as %s by now (retrain.group)".formatted(name),
        cause);
  }
}
