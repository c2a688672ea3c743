package io.copytaster.schemas.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.schemas.RawNews;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Old and new programs read each other's events, whatever was published when. */
class PublishedSchemasTest {

  private static final List<Schema> CURRENT =
      List.of(
          RawNews.getClassSchema(),
          LabeledNews.getClassSchema(),
          ModelAnnouncement.getClassSchema());

  static List<Schema> current() {
    return CURRENT;
  }

  /** Every published version of an event, beside its current one. */
  static Stream<Arguments> publishedAndCurrent() {
    var pairs = new ArrayList<Arguments>();
    for (int version = 1; version <= PublishedSchemas.versions(); version++) {
      for (Schema published : PublishedSchemas.version(version)) {
        pairs.add(
            Arguments.argumentSet(
                published.getName() + " v" + version, published, currentOf(published)));
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest
  @MethodSource("publishedAndCurrent")
  void everyVersion_isFullyCompatible(Schema published, Schema current) {
    assertThat(Evolution.incompatible(published, current)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("publishedAndCurrent")
  void everyVersion_readsRealBytesOfTheOther(Schema published, Schema current) throws IOException {
    assertThat(read(write(published), published, current).getSchema()).isEqualTo(current);
    assertSharedFieldsSurvive(published, current);
    assertSharedFieldsSurvive(current, published);
  }

  @ParameterizedTest
  @MethodSource("publishedAndCurrent")
  void fieldsAddedSince_haveDefaults(Schema published, Schema current) {
    assertThat(Evolution.addedWithoutDefault(published, current)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("current")
  void everyTypeAndField_isDocumented(Schema schema) {
    assertThat(Evolution.undocumented(schema)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("current")
  void labels_areStringsAndNothingIsAnEnum(Schema schema) {
    assertThat(Evolution.enums(schema)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("current")
  void currentFingerprint_isInTheNewestVersion(Schema schema) {
    assertThat(SchemaNormalization.parsingFingerprint64(schema))
        .as("%s changed: publish it, see schemas/README.md", schema.getName())
        .isEqualTo(
            SchemaNormalization.parsingFingerprint64(
                PublishedSchemas.newest(schema.getFullName())));
  }

  /** The fingerprint knows nothing of defaults and logical types; the texts do. */
  @Test
  void currentText_isTheNewestVersion() throws IOException {
    Path newest = Path.of("src/test/avro/v" + PublishedSchemas.versions());
    try (var files = Files.list(Path.of("src/main/avro"))) {
      for (Path file : files.toList()) {
        assertThat(newest.resolve(file.getFileName()))
            .as("%s changed: publish it, see schemas/README.md", file)
            .hasSameTextualContentAs(file);
      }
    }
  }

  private static Schema currentOf(Schema published) {
    return CURRENT.stream()
        .filter(schema -> schema.getFullName().equals(published.getFullName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(published.getFullName() + " has gone"));
  }

  private static void assertSharedFieldsSurvive(Schema writer, Schema reader) throws IOException {
    GenericRecord written = read(write(writer), writer, writer);
    GenericRecord seen = read(write(writer), writer, reader);
    for (var field : reader.getFields()) {
      if (writer.getField(field.name()) != null) {
        assertThat(String.valueOf(seen.get(field.name())))
            .as(field.name())
            .isEqualTo(String.valueOf(written.get(field.name())));
      }
    }
  }

  private static byte[] write(Schema writer) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(writer).write(FilledRecord.of(writer), encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static GenericRecord read(byte[] bytes, Schema writer, Schema reader) throws IOException {
    var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    GenericRecord record =
        new GenericDatumReader<GenericRecord>(writer, reader).read(null, decoder);
    assertThat(decoder.isEnd()).isTrue();
    return record;
  }
}
