package io.copytaster.streams.topology;

import java.time.Duration;

/** The engine did not answer in time: no article is to blame. */
public final class LabelTimeoutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LabelTimeoutException(Duration deadline, Throwable cause) {
    super(
        "no label within "
            + deadline.toMillis()
            + " ms (copytaster.engine.deadline): the model is too slow for"
            + " copytaster.engine.queue-tokens, or the device hangs",
        cause);
  }
}
