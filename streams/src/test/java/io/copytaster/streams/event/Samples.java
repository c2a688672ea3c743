package io.copytaster.streams.event;

import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;

/** Events for the tests of this package. */
final class Samples {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.250Z");

  private Samples() {}

  static RawNews rawNews() {
    return RawNews.newBuilder()
        .setId("w-001")
        .setTitle("Harbour pilots « à quai » for a third day")
        .setBody("Ships waited outside the port on Tuesday — 日本語, العربية, 𝄞.")
        .setSource("Northline Wire")
        .setLanguage("en")
        .setPublishedAt(NOON)
        .setAttributes(Map.of("desk", "foreign"))
        .build();
  }

  static Classified classified() {
    var labels = new LabelSet(List.of("World", "Sports", "Business", "Sci/Tech"));
    var prediction = Prediction.ofLogits(labels, new float[] {3, 1, 2, -4}, 1);
    return new Classified(
        prediction, "minilm-head-1", "ag-news/1", 31, false, 2, 81_999, 2_500_000, 40_000_000, 32);
  }

  static LabeledNews labeledNews() {
    return NewsEvents.labelled(rawNews(), classified(), NOON);
  }

  /** The datum alone, in the schema that the record has. */
  static byte[] binary(GenericRecord record) {
    var bytes = new ByteArrayOutputStream();
    try {
      var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] concatenated(byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
