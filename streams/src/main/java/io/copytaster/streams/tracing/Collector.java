package io.copytaster.streams.tracing;

import io.copytaster.streams.config.ServingSettings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** The way of this instance's spans to an OpenTelemetry collector. */
final class Collector {

  /** Where an OTLP collector takes traces unless its address says otherwise. */
  private static final String USUAL_PATH = "/v1/traces";

  /** Spans that wait for their export; beyond it they are lost. */
  private static final int QUEUE = 16_384;

  /** More than a batch has articles. */
  private static final int LINKS = 1_024;

  /** Keys are somebody else's text. */
  private static final int VALUE_LENGTH = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Collector.class);

  /**
   * What these log, {@link ReportingExporter} says shorter. Kept, since loggers are held weakly.
   */
  private static final Logger EXPORTERS = Logger.getLogger("io.opentelemetry.exporter");

  /** What these log is that more spans come than are taken, again and again. */
  private static final Logger PROCESSORS = Logger.getLogger("io.opentelemetry.sdk.trace.export");

  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  static {
    EXPORTERS.setLevel(Level.OFF);
    PROCESSORS.setUseParentHandlers(false);
    PROCESSORS.addHandler(new SparseHandler(LOG::warn, BETWEEN_WARNINGS, System::nanoTime));
  }

  private Collector() {}

  /** Sends spans in bundles, from a thread of its own. */
  static SpanProcessor at(URI endpoint) {
    String url = traces(endpoint);
    var exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(url)
            .setCompression("gzip")
            .setConnectTimeout(PATIENCE)
            .setTimeout(PATIENCE)
            .build();
    return BatchSpanProcessor.builder(
            new ReportingExporter(exporter, url + " (copytaster.tracing.endpoint)", LOG::warn))
        .setMaxQueueSize(QUEUE)
        .setExporterTimeout(PATIENCE)
        .build();
  }

  /**
   * Makes spans of this instance.
   *
   * @param processor told of each; closed with the provider
   */
  static SdkTracerProvider provider(
      SpanProcessor processor, double sampleRatio, ServingSettings serving) {
    return SdkTracerProvider.builder()
        .setResource(Resource.getDefault().merge(resource(serving)))
        .setSampler(new Sampling(sampleRatio))
        .setSpanLimits(
            SpanLimits.builder()
                .setMaxNumberOfLinks(LINKS)
                .setMaxAttributeValueLength(VALUE_LENGTH)
                .build())
        .addSpanProcessor(processor)
        .build();
  }

  private static Resource resource(ServingSettings serving) {
    String version = Collector.class.getPackage().getImplementationVersion();
    String instance = serving.instanceId();
    return Resource.create(
        Attributes.builder()
            .put("service.name", serving.applicationId())
            .put("service.version", version == null ? "" : version)
            .put(
                "service.instance.id", instance.isEmpty() ? UUID.randomUUID().toString() : instance)
            .build());
  }

  private static String traces(URI endpoint) {
    String path = endpoint.getPath();
    return path == null || path.isEmpty() || path.equals("/")
        ? endpoint.resolve(USUAL_PATH).toString()
        : endpoint.toString();
  }
}
