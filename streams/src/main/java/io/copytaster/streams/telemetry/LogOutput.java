package io.copytaster.streams.telemetry;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.copytaster.streams.config.LogFormat;
import org.slf4j.LoggerFactory;

/** What the process's log is written as. */
public final class LogOutput {

  private LogOutput() {}

  /** Writes in this format from now on, wherever lines went before. */
  public static void use(LogFormat format) {
    if (format == LogFormat.JSON
        && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      writeJson(context);
    }
  }

  static void writeJson(LoggerContext context) {
    for (var logger : context.getLoggerList()) {
      var appenders = logger.iteratorForAppenders();
      while (appenders.hasNext()) {
        if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> appender) {
          appender.stop();
          appender.setEncoder(json(context));
          appender.start();
        }
      }
    }
  }

  private static JsonEncoder json(LoggerContext context) {
    var encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithFormattedMessage(true);
    encoder.start();
    return encoder;
  }
}
