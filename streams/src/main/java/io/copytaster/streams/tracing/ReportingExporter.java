package io.copytaster.streams.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Says once that spans are not taken, and once that they are again. */
final class ReportingExporter implements SpanExporter {

  private final SpanExporter exporter;
  private final String where;
  private final Consumer<String> log;
  private final AtomicBoolean away = new AtomicBoolean();

  /**
   * @param where the spans go, for people
   */
  ReportingExporter(SpanExporter exporter, String where, Consumer<String> log) {
    this.exporter = exporter;
    this.where = where;
    this.log = log;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    result.whenComplete(() -> report(result));
    return result;
  }

  private void report(CompletableResultCode result) {
    if (away.getAndSet(!result.isSuccess()) == result.isSuccess()) {
      Throwable why = result.getFailureThrowable();
      log.accept(
          result.isSuccess()
              ? "Traces are taken again by " + where
              : "Traces are lost until they are taken by "
                  + where
                  + (why == null ? "" : ": " + why));
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
