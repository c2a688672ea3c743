package io.copytaster.streams.topology;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/** Raw news in, labelled news out. Bytes on both sides: the processor decodes, once. */
public final class ClassificationTopology {

  static final String SOURCE = "raw-news";
  static final String PROCESSOR = "classify";
  static final String SINK = "labeled-news";

  private ClassificationTopology() {}

  /**
   * Keys, headers and timestamps pass through unchanged.
   *
   * @param raw the input topic
   */
  public static Topology of(String raw, Labeling labeling) {
    return new Topology()
        .addSource(SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), raw)
        .addProcessor(PROCESSOR, () -> new ClassifyProcessor(labeling), SOURCE)
        .addSink(
            SINK,
            labeling.topic(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            PROCESSOR);
  }
}
