package io.copytaster.model.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.network.Compute;
import io.copytaster.model.tokens.Tokens;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an article costs the collector: counted, not timed, so that it is the same everywhere. */
class ClassifierAllocationTest {

  private static final int ARTICLES = 32;
  private static final int WARM_UP = 20;
  private static final int BATCHES = 20;

  @Test
  void classify_perArticle_allocatesLittleBesideItsIds() throws Exception {
    try (var classifier = Classifier.load(tinyBert(), Compute.reference(), 0)) {
      Tokens tokens = classifier.tokenize("A ferry leaves the harbour ".repeat(10));
      var batch = new TokenBatch(Collections.nCopies(ARTICLES, tokens));
      allocated(classifier, batch, WARM_UP);
      long bytes = allocated(classifier, batch, BATCHES) / BATCHES / ARTICLES;
      long ids = (long) Long.BYTES * tokens.length();
      // The ids are in the batch once, and once more on their way to the device.
      assertThat(bytes).as("bytes per article beside its ids").isLessThanOrEqualTo(2 * ids + 600);
    }
  }

  private static long allocated(Classifier classifier, TokenBatch batch, int times) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < times; i++) {
      assertThat(classifier.classify(batch)).hasSize(ARTICLES);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static Checkpoint tinyBert() throws Exception {
    var folder = ClassifierAllocationTest.class.getResource("tiny-bert");
    return Checkpoint.open(Path.of(Objects.requireNonNull(folder).toURI()));
  }
}
