package io.copytaster.benchmarks.stream;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.deadletter.DeadLetter;
import io.copytaster.streams.demo.DemoSummary;
import io.copytaster.streams.demo.DemoView;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Shows nothing: a screen would cost part of what is measured. */
final class SilentView implements DemoView {

  @Override
  public void step(String what) {}

  @Override
  public void labelled(
      LabeledNews news, ConsumerRecord<byte[], byte[]> record, Progress progress) {}

  @Override
  public void deadLettered(DeadLetter letter, long timestamp, Progress progress) {}

  @Override
  public void summary(DemoSummary summary) {}
}
