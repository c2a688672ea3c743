package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.watch.Probe;
import io.copytaster.streams.watch.Watch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A running service as those see it who only ask over HTTP. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WatchedServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void labelling_isSeenInEveryMeter_andIsHealth() throws Exception {
    try (var stream = TestStream.create("http.port", freePort());
        var harvest = stream.harvest();
        var watch = Watch.open(stream.settings().http())) {
      URI http = watch.address().orElseThrow();
      assertThat(status(http, Probe.LIVE)).isEqualTo(200);
      assertThat(status(http, Probe.STARTED)).isEqualTo(503);
      assertThat(status(http, Probe.READY)).isEqualTo(503);
      stream.sendArticles(0, 100);
      stream.send("bad", TestStream.utf8("not an event at all"));
      try (var service = LabelingService.start(stream.settings(), watch.registry(), List.of())) {
        watch.follow(service);
        watch.bind(service.kafkaMeters());
        harvest.await(101, PATIENCE);
        assertThat(service.awaitRunning()).isTrue();
        // A second thread may join only now, and until it has, the stream rebalances.
        while (status(http, Probe.READY) != 200) {
          assertThat(get(http, "/health/ready").body()).contains("the stream is REBALANCING");
          Thread.sleep(50);
        }
        assertThat(status(http, Probe.LIVE)).isEqualTo(200);
        assertThat(status(http, Probe.STARTED)).isEqualTo(200);
        assertThat(get(http, "/metrics").body().lines())
            .contains(
                "copytaster_articles_received_total 101.0",
                "copytaster_latency_seconds_count 100",
                "copytaster_stage_seconds_count{stage=\"infer\"} 100",
                "copytaster_confidence_count 100",
                "copytaster_batch_size_articles_sum 100.0",
                "copytaster_device_pending_articles 0.0",
                "copytaster_behind_seconds 0.0")
            .anyMatch(line -> line.matches("copytaster_articles_dead_total\\{reason=.*} 1\\.0"))
            .anyMatch(line -> line.startsWith("copytaster_batch_size_tokens_bucket{"))
            .anyMatch(line -> line.startsWith("copytaster_memory_resident_bytes "))
            .anyMatch(line -> line.matches("copytaster_tensors_open [1-9]\\d*\\.0"))
            .anyMatch(line -> line.startsWith("copytaster_model_info{"))
            .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
            .anyMatch(line -> line.startsWith("kafka_consumer_"))
            .anyMatch(line -> line.startsWith("kafka_stream_thread_commit_latency_avg{"));
      }
    }
  }

  /** And alive again, should it come back. */
  @Test
  void deviceThatHangs_isDeadAfterTwoDeadlines() throws Exception {
    var stuck = new CountDownLatch(1);
    try (var stream = TestStream.create("engine.deadline", "1s");
        var service = stream.start()) {
      assertThat(service.awaitRunning()).isTrue();
      assertThat(service.verdict(Probe.LIVE).isWell()).isTrue();
      var hung =
          service
              .engine()
              .between(
                  () -> {
                    stuck.await();
                    return "free";
                  });
      while (service.verdict(Probe.LIVE).isWell()) {
        Thread.sleep(50);
      }
      assertThat(service.verdict(Probe.READY).reasons())
          .singleElement()
          .asString()
          .contains("more than 2000 (twice engine.deadline)");
      stuck.countDown();
      assertThat(hung.get()).isEqualTo("free");
      while (!service.verdict(Probe.LIVE).isWell()) {
        Thread.sleep(50);
      }
    }
  }

  private int status(URI http, Probe probe) throws Exception {
    return get(http, "/health/" + probe.name().toLowerCase(Locale.ROOT)).statusCode();
  }

  private HttpResponse<String> get(URI http, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(http.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
