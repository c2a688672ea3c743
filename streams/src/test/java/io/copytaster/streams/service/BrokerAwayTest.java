package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.copytaster.streams.broker.BrokerProcess;
import io.copytaster.streams.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Kafka may be away when the service starts, and while it runs. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class BrokerAwayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path directory;

  @Test
  void brokerAwayAtStart_isSaidOnceAndWaitedFor() throws Exception {
    String servers = "127.0.0.1:" + freePort();
    var said = new ListAppender<ILoggingEvent>();
    said.list = new CopyOnWriteArrayList<>();
    said.start();
    var logger = (Logger) LoggerFactory.getLogger(LabelingService.class.getPackageName());
    logger.addAppender(said);
    try (var stream = TestStream.withoutTopics(servers, "topics.create", "true")) {
      var starting = CompletableFuture.supplyAsync(stream::start);
      while (said.list.stream().noneMatch(event -> event.getFormattedMessage().contains(servers))) {
        Thread.sleep(100); // the model is loaded first
      }
      Thread.sleep(4_000); // long enough for a second attempt
      assertThat(starting).isNotDone();
      try (var broker = EmbeddedBroker.start(directory, port(servers));
          var service = starting.get(60, TimeUnit.SECONDS);
          var harvest = stream.harvest()) {
        stream.sendArticles(0, 20);
        harvest.await(20, PATIENCE);
        assertThat(broker.bootstrapServers()).isEqualTo(servers);
        assertThat(service.model()).isNotBlank();
      }
    } finally {
      logger.detachAppender(said);
    }
    assertThat(List.copyOf(said.list))
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(message -> message.contains(servers))
        .hasSize(2)
        .first()
        .asString()
        .contains("No Kafka broker answers at " + servers)
        .contains("copytaster.kafka.bootstrap.servers");
  }

  @Test
  void brokerKilledAndBack_labelsGoOn_noneMissingNoneTwice() throws Exception {
    var first = BrokerProcess.start(directory, 0);
    String servers = first.bootstrapServers();
    try (var stream = TestStream.at(servers, "engine.batch-tokens", "64");
        var harvest = stream.harvest()) {
      List<String> sent = stream.sendArticles(0, 3_000);
      try (var service = stream.start()) {
        harvest.await(300, PATIENCE);
        first.destroyForcibly();
        Thread.sleep(2_000); // away for a while
        try (var second = BrokerProcess.start(directory, port(servers))) {
          sent.addAll(stream.sendArticles(3_000, 3_200));
          harvest.awaitKeys(sent.size(), PATIENCE);
          assertThat(second.isAlive()).isTrue();
          service.close();
          assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
          harvest.close();
        }
      }
    } finally {
      first.close();
    }
  }

  private static int port(String servers) {
    return Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
