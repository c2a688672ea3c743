package io.copytaster.streams.cli;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.deadletter.DeadLetter;
import io.copytaster.streams.demo.DemoSummary;
import io.copytaster.streams.demo.DemoView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A view that also writes the summary to a file.
 *
 * @param file null for none
 */
record WritingSummary(DemoView view, @Nullable Path file) implements DemoView {

  @Override
  public void step(String what) {
    view.step(what);
  }

  @Override
  public void labelled(LabeledNews news, ConsumerRecord<byte[], byte[]> record, Progress progress) {
    view.labelled(news, record, progress);
  }

  @Override
  public void deadLettered(DeadLetter letter, long timestamp, Progress progress) {
    view.deadLettered(letter, timestamp, progress);
  }

  @Override
  public void summary(DemoSummary summary) {
    view.summary(summary);
    if (file != null) {
      try {
        Files.writeString(file, Json.line(summary) + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the summary to " + file, e);
      }
    }
  }
}
