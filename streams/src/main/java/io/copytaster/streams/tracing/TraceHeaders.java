package io.copytaster.streams.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record's place in a trace, as its headers {@code traceparent} and {@code tracestate} say it.
 */
final class TraceHeaders {

  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
  private static final TextMapGetter<Headers> READER = new Reader();

  private TraceHeaders() {}

  /** What a record continues; nothing, if its headers say nothing or no sense. */
  static Context read(Headers headers) {
    return W3C.extract(Context.root(), headers, READER);
  }

  /** Lets a record continue this instead of what it said before. */
  static void write(Context context, Headers headers) {
    W3C.fields().forEach(headers::remove);
    W3C.inject(
        context,
        headers,
        (into, name, value) -> {
          if (into != null) {
            into.add(name, value.getBytes(StandardCharsets.US_ASCII));
          }
        });
  }

  private static final class Reader implements TextMapGetter<Headers> {

    @Override
    public Iterable<String> keys(Headers headers) {
      List<String> names = new ArrayList<>();
      headers.forEach(header -> names.add(header.key()));
      return names;
    }

    @Override
    public @Nullable String get(@Nullable Headers headers, String name) {
      Header header = headers == null ? null : headers.lastHeader(name);
      return header == null || header.value() == null
          ? null
          : new String(header.value(), StandardCharsets.US_ASCII);
    }
  }
}
