package io.copytaster.streams.topology;

import java.time.Duration;

/** The device has done nothing for too long: no article is to blame. */
public final class LabelTimeoutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LabelTimeoutException(Duration deadline, Throwable cause) {
    super(
        "no label, and the device has done nothing for "
            + deadline.toMillis()
            + " ms (copytaster.engine.deadline): it hangs, or the model is too slow for"
            + " copytaster.engine.batch-tokens",
        cause);
  }
}
