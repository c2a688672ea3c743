package io.copytaster.streams.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.copytaster.schemas.ModelAnnouncement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An announcement as {@code checkpoint list --json} and {@code history --json} write it.
 *
 * @param role champion, challenger or candidate
 * @param verdict of the gate; empty where it was not asked
 * @param metrics by name
 * @param decidedAt as ISO 8601, in UTC
 */
@JsonPropertyOrder({
  "role",
  "model",
  "pinned",
  "verdict",
  "metrics",
  "taxonomy",
  "labels",
  "parent",
  "supersedes",
  "decidedAt",
  "decidedBy",
  "reason",
  "uri"
})
record ModelLine(
    String role,
    String model,
    boolean pinned,
    String verdict,
    Map<String, Double> metrics,
    String taxonomy,
    List<String> labels,
    @Nullable String parent,
    @Nullable String supersedes,
    @Nullable String decidedAt,
    String decidedBy,
    String reason,
    String uri) {

  static ModelLine of(ModelAnnouncement announcement) {
    Instant at = announcement.getDecidedAt();
    return new ModelLine(
        announcement.getChannel(),
        announcement.getModel(),
        announcement.getPinned(),
        announcement.getVerdict(),
        new TreeMap<>(announcement.getMetrics()),
        announcement.getTaxonomy(),
        announcement.getLabels(),
        announcement.getParent(),
        announcement.getSupersedes(),
        at == null ? null : at.toString(),
        announcement.getDecidedBy(),
        announcement.getReason(),
        announcement.getUri());
  }

  /** A metric in per cent, or nothing. */
  String percent(String metric) {
    Double value = metrics.get(metric);
    return value == null ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * value);
  }

  /** The role, and whether it is pinned to it. */
  String roleForPeople() {
    return pinned ? role + ", pinned" : role;
  }

  /** To the second. */
  String timeForPeople() {
    return decidedAt == null ? "" : decidedAt.replaceFirst("[.]\\d+Z$", "Z");
  }
}
