package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Whatever becomes of an article, its text is in no log above TRACE. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SilentAboutTextTest {

  private static final String SECRET = "xylophonous";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> SPEAKERS =
      List.of("io.copytaster", "org.apache.kafka.streams", "org.apache.kafka.clients");

  @Test
  void labelledTruncatedTooLargeAndBroken_areLoggedWithoutTheirText() {
    try (var ear = Ear.listen();
        var stream = TestStream.withLimits(Map.of("labeled", 4_000));
        var harvest = stream.harvest();
        var service = stream.start()) {
      stream.send(TestStream.article("good", SECRET + " {} %s \r\n\u001b[31m", SECRET));
      stream.send(TestStream.article("long", SECRET, (SECRET + " ").repeat(1_000)));
      byte[] event = stream.encoded(TestStream.article("cut", SECRET, SECRET));
      stream.send("cut", Arrays.copyOf(event, event.length - 5));
      stream.send("none", TestStream.utf8(SECRET.repeat(3)));
      stream.send(
          new ProducerRecord<>(stream.settings().topics().raw(), TestStream.utf8("blank"), null));
      stream.flush();
      harvest.await(5, PATIENCE);
      assertThat(harvest.labelledKeys()).containsExactly("good");
      assertThat(harvest.deadKeys()).containsExactlyInAnyOrder("long", "cut", "none", "blank");
      assertThat(service.model()).isNotBlank();
      assertThat(ear.heard.get()).as("lines of the log").isGreaterThan(100);
      assertThat(ear.betrayed).isEmpty();
    }
  }

  /** Hears DEBUG and all above it, and keeps what should not have been said. */
  private static final class Ear extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final AtomicLong heard = new AtomicLong();
    private final List<String> betrayed = new CopyOnWriteArrayList<>();
    private final List<Runnable> undo = new ArrayList<>();

    static Ear listen() {
      var ear = new Ear();
      ear.start();
      for (String name : SPEAKERS) {
        var logger = (Logger) LoggerFactory.getLogger(name);
        Level level = logger.getLevel();
        boolean additive = logger.isAdditive();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(ear);
        ear.undo.add(
            () -> {
              logger.detachAppender(ear);
              logger.setAdditive(additive);
              logger.setLevel(level);
            });
      }
      return ear;
    }

    @Override
    protected void append(ILoggingEvent event) {
      heard.incrementAndGet();
      String all =
          event.getFormattedMessage()
              + (event.getThrowableProxy() == null
                  ? ""
                  : ThrowableProxyUtil.asString(event.getThrowableProxy()));
      if (all.contains(SECRET)) {
        betrayed.add(event.getLoggerName() + ": " + all);
      }
    }

    @Override
    public void close() {
      undo.forEach(Runnable::run);
      stop();
    }
  }
}
