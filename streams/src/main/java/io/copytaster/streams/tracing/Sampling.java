package io.copytaster.streams.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * An article is recorded if its sender decided so or, where nobody did, by chance; a batch, which
 * begins with links to the recorded ones among its articles, if it has any.
 */
final class Sampling implements Sampler {

  private final Sampler articles;

  Sampling(double ratio) {
    this.articles = Sampler.parentBased(Sampler.traceIdRatioBased(ratio));
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    return links.isEmpty()
        ? articles.shouldSample(parent, traceId, name, kind, attributes, links)
        : SamplingResult.recordAndSample();
  }

  @Override
  public String getDescription() {
    return "LinkedOr{" + articles.getDescription() + "}";
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
