package io.copytaster.streams.demo;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.deadletter.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a demo shows what happens, as it happens. */
public interface DemoView {

  /**
   * How far it is.
   *
   * @param done articles that have come back
   * @param sent articles that have been sent
   * @param total articles there are
   */
  record Progress(int done, int sent, int total) {}

  /** Something that takes a while has come about, such as a warm model. */
  void step(String what);

  /** A label has come back. */
  void labelled(LabeledNews news, ConsumerRecord<byte[], byte[]> record, Progress progress);

  /** An article came back without a label. */
  void deadLettered(DeadLetter letter, long timestamp, Progress progress);

  /** All have come back, or the missing ones have been given up. */
  void summary(DemoSummary summary);
}
