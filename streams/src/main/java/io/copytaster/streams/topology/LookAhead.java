package io.copytaster.streams.topology;

import io.copytaster.streams.engine.EngineSigns;
import io.copytaster.streams.engine.EngineStatistics;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.event.RegistryUnavailableException;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The records that one stream thread has polled and not yet processed, submitted ahead.
 *
 * <p>It is a hint and nothing more: whatever is missing here or stale, {@link #take} submits then.
 * Up to the engine's token budget records are submitted when they arrive, the others in their order
 * as results are taken. Confined to its thread, which polls and processes by turns.
 */
final class LookAhead {

  /** Before a device has shown its pace, a slow one's: a thousand tokens a second. */
  private static final double UNKNOWN_NANOS_PER_TOKEN = 1e6;

  private final Preparation preparation;
  private final InferenceEngine engine;
  private final Duration horizon;
  private final ArticleTraces traces;
  private final Map<TopicPartition, Deque<Entry>> arrived = new HashMap<>();
  private final Deque<Entry> waiting = new ArrayDeque<>();
  // In the order in which they were submitted.
  private final Deque<CompletableFuture<Labelling>> computed = new ArrayDeque<>();

  /**
   * @param horizon how much of the engine's time may be taken ahead. What another thread submits
   *     has to wait behind it, and must not wait as long as its deadline.
   */
  LookAhead(
      Preparation preparation, InferenceEngine engine, Duration horizon, ArticleTraces traces) {
    this.preparation = preparation;
    this.engine = engine;
    this.horizon = horizon;
    this.traces = traces;
  }

  /** Takes note of what a poll brought, the partitions by turns as Streams processes them. */
  void arrived(ConsumerRecords<byte[], byte[]> records) {
    List<List<ConsumerRecord<byte[], byte[]>>> byPartition = new ArrayList<>();
    int longest = 0;
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(partition);
      forgetFrom(partition, ofPartition.get(0).offset());
      byPartition.add(ofPartition);
      longest = Math.max(longest, ofPartition.size());
    }
    for (int i = 0; i < longest; i++) {
      for (List<ConsumerRecord<byte[], byte[]>> ofPartition : byPartition) {
        if (i < ofPartition.size()) {
          add(ofPartition.get(i));
        }
      }
    }
    advance();
  }

  /**
   * The record's article, with the engine from now on if it was not before.
   *
   * @throws RuntimeException whatever {@link Preparation#prepare} throws for it
   */
  Hint.Submitted take(TopicPartition partition, long offset, Record<byte[], byte[]> record) {
    Hint hint = find(partition, offset);
    if (hint instanceof Hint.Submitted submitted) {
      return submitted;
    }
    if (hint instanceof Hint.Refused refused) {
      throw refused.reason();
    }
    return submit(partition, offset, record.key(), record.value(), record.headers());
  }

  /** What can be seen of the device. */
  EngineSigns signs() {
    return new EngineSigns(engine.statistics(), engine.activity());
  }

  /** How many records in a row, from the one at this offset on, will not be waited for. */
  int answered(TopicPartition partition, long offset) {
    var known =
        arrived.getOrDefault(partition, new ArrayDeque<>()).stream()
            .dropWhile(entry -> entry.offset < offset)
            .iterator();
    int answered = 0;
    while (known.hasNext()) {
      Entry entry = known.next();
      if (answered == 0 && entry.offset > offset) {
        break;
      }
      if (!entry.hint.isAnswered()) {
        return answered;
      }
      answered++;
    }
    // Of what is not known here, process() begins to know.
    return Math.max(1, answered);
  }

  /** Waits for the first label of those that are computed, or for so long. */
  void await(Duration timeout) {
    advance();
    forgetAnswered();
    try {
      if (computed.isEmpty()) {
        TimeUnit.NANOSECONDS.sleep(timeout.toNanos());
      } else {
        computed.element().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (TimeoutException | ExecutionException | CancellationException e) {
      // Whoever takes it will see.
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void forgetAnswered() {
    while (!computed.isEmpty() && computed.element().isDone()) {
      computed.remove();
    }
  }

  /** Submits what waits, in its order, while the engine has room and the registry answers. */
  void advance() {
    try {
      while (!waiting.isEmpty() && hasRoom()) {
        Entry entry = waiting.element();
        if (entry.hint instanceof Hint.Waiting polled) {
          entry.hint = ahead(polled.polled());
        }
        waiting.remove();
      }
    } catch (RegistryUnavailableException e) {
      // One question at a time: process() asks again, and it is there that it matters.
    }
  }

  /** Drops what is known of partitions with this number: they are another's now. */
  void revoked(int partition) {
    arrived.entrySet().removeIf(entry -> revoke(entry, partition));
  }

  /** Within the token budget, and within the horizon at the pace this device has shown so far. */
  private boolean hasRoom() {
    EngineStatistics done = engine.statistics();
    double nanosPerToken =
        done.tokens() == 0 ? UNKNOWN_NANOS_PER_TOKEN : (double) done.busyNanos() / done.tokens();
    return engine.hasRoom(0) && engine.pendingTokens() * nanosPerToken <= horizon.toNanos();
  }

  private boolean revoke(Map.Entry<TopicPartition, Deque<Entry>> entry, int partition) {
    if (entry.getKey().partition() != partition) {
      return false;
    }
    entry.getValue().forEach(Entry::drop);
    return true;
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    var entry = new Entry(record.offset(), new Hint.Waiting(record));
    arrived
        .computeIfAbsent(
            new TopicPartition(record.topic(), record.partition()), key -> new ArrayDeque<>())
        .add(entry);
    waiting.add(entry);
  }

  /** A poll that starts at or before what is known reads it again. */
  private void forgetFrom(TopicPartition partition, long offset) {
    Deque<Entry> known = arrived.get(partition);
    while (known != null && !known.isEmpty() && known.getLast().offset >= offset) {
      known.removeLast().drop();
    }
  }

  /** Takes the hint of this offset out, and drops those behind it. */
  private @Nullable Hint find(TopicPartition partition, long offset) {
    Deque<Entry> known = arrived.get(partition);
    while (known != null && !known.isEmpty() && known.getFirst().offset <= offset) {
      Entry entry = known.removeFirst();
      if (entry.offset == offset) {
        Hint hint = entry.hint;
        entry.hint = new Hint.Done();
        return hint;
      }
      entry.drop();
    }
    return null;
  }

  private Hint ahead(ConsumerRecord<byte[], byte[]> polled) {
    try {
      var partition = new TopicPartition(polled.topic(), polled.partition());
      return submit(partition, polled.offset(), polled.key(), polled.value(), polled.headers());
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      return new Hint.Refused(e);
    }
  }

  private Hint.Submitted submit(
      TopicPartition partition,
      long offset,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers) {
    PreparedArticle article = preparation.prepare(value);
    Span span = traces.begin(partition, offset, key, headers, article);
    var result = engine.submit(article.text(), span);
    forgetAnswered();
    computed.add(result);
    return new Hint.Submitted(article, result, span);
  }

  /** One record's place in the partition's order. */
  private static final class Entry {
    private final long offset;
    private Hint hint;

    private Entry(long offset, Hint hint) {
      this.offset = offset;
      this.hint = hint;
    }

    private void drop() {
      if (hint instanceof Hint.Submitted submitted) {
        submitted.result().cancel(false);
        ArticleTraces.dropped(submitted.span());
      }
      hint = new Hint.Done();
    }
  }
}
