package io.copytaster.streams.service;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.storage.CheckpointSource;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tells the telemetry of every checkpoint that is fetched what drift is to be measured against. */
final class ReferencedSource implements CheckpointSource {

  private final CheckpointSource source;
  private volatile @Nullable ServiceTelemetry telemetry;

  ReferencedSource(CheckpointSource source) {
    this.source = source;
  }

  /** From now on this one is told. */
  void tell(ServiceTelemetry listener) {
    this.telemetry = listener;
  }

  @Override
  public Path obtain(ModelAnnouncement announcement) throws IOException {
    Path directory = source.obtain(announcement);
    ServiceTelemetry listener = telemetry;
    if (listener != null) {
      listener.expect(announcement.getModel(), directory);
    }
    return directory;
  }
}
