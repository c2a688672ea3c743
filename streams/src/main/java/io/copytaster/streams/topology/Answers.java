package io.copytaster.streams.topology;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/** Which of the records that a thread has polled can be processed without waiting for a label. */
public interface Answers {

  /** How many records in a row can, from this offset on. */
  int answered(TopicPartition partition, long offset);

  /** Waits until it may be more of them, or for so long. */
  void await(Duration timeout);
}
