package io.copytaster.streams.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.RawNews;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

/** One serde serves every thread, and a tombstone is no event. */
class EventSerdeTest {

  private final EventSerde<RawNews> serde =
      new EventSerde<>(WireFormat.singleObject(), RawNews.class);

  @Test
  void tombstone_staysNull() {
    assertThat(serde.serializer().serialize("news.raw", null)).isNull();
    assertThat(serde.deserializer().deserialize("news.raw", null)).isNull();
  }

  @Test
  void oneSerde_servesManyThreads() throws Exception {
    Serializer<RawNews> serializer = serde.serializer();
    Deserializer<RawNews> deserializer = serde.deserializer();
    var threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int worker = 0; worker < 4; worker++) {
        String id = "w-" + worker;
        work.add(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                var news = RawNews.newBuilder(Samples.rawNews()).setId(id + "-" + i).build();
                byte[] message = serializer.serialize("news.raw", news);
                assertThat(deserializer.deserialize("news.raw", message)).isEqualTo(news);
              }
              return true;
            });
      }
      for (var done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void smallEventAfterAHugeOne_isUnchanged() {
    var huge = RawNews.newBuilder(Samples.rawNews()).setBody("x".repeat(3_000_000)).build();
    var encoder = new AvroEncoder<>(WireFormat.singleObject(), RawNews.class);
    byte[] before = encoder.encode("news.raw", Samples.rawNews());
    assertThat(encoder.encode("news.raw", huge)).hasSizeGreaterThan(3_000_000);
    assertThat(encoder.encode("news.raw", Samples.rawNews())).isEqualTo(before);
  }
}
