package io.copytaster.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.copytaster.schemas.RawNews;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A schema registry, with its schemas in memory. */
final class Registry implements AutoCloseable {

  private static final DockerImageName IMAGE =
      DockerImageName.parse("apicurio/apicurio-registry:3.3.3");
  private static final String API = "/apis/ccompat/v7";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GenericContainer<?> container;

  Registry(Network network) {
    container =
        new GenericContainer<>(IMAGE)
            .withNetwork(network)
            .withNetworkAliases("registry")
            .withEnv("JAVA_OPTS", "-Xmx256m")
            .withExposedPorts(8080)
            .waitingFor(
                Wait.forHttp(API + "/subjects")
                    .forPort(8080)
                    .withStartupTimeout(Duration.ofMinutes(3)));
    container.start();
  }

  /** Where containers find it. */
  String insideUrl() {
    return "http://registry:8080" + API;
  }

  /** Where this JVM finds it. */
  String outsideUrl() {
    return "http://%s:%d%s".formatted(container.getHost(), container.getMappedPort(8080), API);
  }

  /** Writes articles as the newest schema of a topic has them, with every new field filled. */
  Function<RawNews, byte[]> newest(String topic) {
    try {
      JsonNode version =
          JSON.readTree(
              URI.create(outsideUrl() + "/subjects/" + topic + "-value/versions/latest").toURL());
      int id = version.path("id").asInt();
      Schema schema = new Schema.Parser().parse(version.path("schema").asText());
      return news -> encode(id, schema, news);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encode(int id, Schema schema, RawNews news) {
    try {
      GenericRecord record = as(schema, news);
      for (Schema.Field field : schema.getFields()) {
        if (news.getSchema().getField(field.name()) == null) {
          record.put(field.name(), "new");
        }
      }
      var bytes = new ByteArrayOutputStream();
      bytes.write(ByteBuffer.allocate(1 + Integer.BYTES).put((byte) 0).putInt(id).array());
      var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what this version would write as the other one would read it. */
  private static GenericRecord as(Schema schema, RawNews news) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new SpecificDatumWriter<>(RawNews.class).write(news, encoder);
    var decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
    return new GenericDatumReader<GenericRecord>(news.getSchema(), schema).read(null, decoder);
  }

  @Override
  public void close() {
    container.stop();
  }
}
