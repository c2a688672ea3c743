package io.copytaster.streams.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a log store is given. */
class LogOutputTest {

  @Test
  void json_isOneObjectALine_withWhatWasSaid_andWhatWasThrown() throws Exception {
    var written = new ByteArrayOutputStream();
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    var appender =
        new OutputStreamAppender<ILoggingEvent>() {
          @Override
          public void start() {
            setOutputStream(written);
            super.start();
          }
        };
    appender.setContext(context);
    var plain = new PatternLayoutEncoder();
    plain.setContext(context);
    plain.setPattern("%msg%n");
    plain.start();
    appender.setEncoder(plain);
    appender.start();
    var log = context.getLogger("desk");
    log.addAppender(appender);
    LogOutput.writeJson(context);
    log.warn("{} \"quoted\"\nand more", "said", new IllegalStateException("thrown"));
    log.info("next");
    List<String> lines = written.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode line = JsonMapper.builder().build().readTree(lines.get(0));
    assertThat(line.get("formattedMessage").asText()).isEqualTo("said \"quoted\"\nand more");
    assertThat(line.get("level").asText()).isEqualTo("WARN");
    assertThat(line.get("loggerName").asText()).isEqualTo("desk");
    assertThat(line.get("throwable").get("message").asText()).isEqualTo("thrown");
    assertThat(line.get("timestamp").isNumber()).isTrue();
  }
}
