package io.copytaster.streams.announce;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.FileDigests;
import io.copytaster.model.checkpoint.Provenance;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.schemas.TrainingData;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** What there is to announce of a checkpoint: all but the channel and the decision. */
public final class ModelAnnouncements {

  /** The channel of what has none yet. */
  public static final String CANDIDATE = "candidate";

  /** The channel of what was the challenger, when its place is left empty. */
  public static final String WITHDRAWN = "withdrawn";

  private static final Pattern OFFSET_RANGE = Pattern.compile("[\\w.-]+-\\d+\\[\\d+,\\d+\\)");

  private ModelAnnouncements() {}

  /**
   * A checkpoint that is published.
   *
   * @param folder what the store returned for it
   * @throws io.copytaster.model.checkpoint.CheckpointException if it has no manifest or no labels
   */
  public static ModelAnnouncement of(Checkpoint checkpoint, URI folder) throws IOException {
    return ModelAnnouncement.newBuilder(of(checkpoint)).setUri(folder.toString()).build();
  }

  /**
   * A checkpoint without a place: it ships with the program, or is not published yet.
   *
   * @throws io.copytaster.model.checkpoint.CheckpointException as above
   */
  public static ModelAnnouncement of(Checkpoint checkpoint) throws IOException {
    Provenance provenance = checkpoint.provenance();
    return ModelAnnouncement.newBuilder()
        .setChannel(CANDIDATE)
        .setModel(checkpoint.id())
        .setDigests(FileDigests.of(checkpoint.directory()).byName())
        .setTaxonomy(checkpoint.taxonomy())
        .setLabels(checkpoint.labels().names())
        .setMetrics(provenance.metrics())
        .setData(provenance.data().isEmpty() ? null : data(provenance.data()))
        .setParent(provenance.parent())
        .build();
  }

  private static TrainingData data(List<Provenance.Data> files) {
    return TrainingData.newBuilder()
        .setDigest(files.size() == 1 ? files.get(0).sha256() : "")
        .setRows(files.stream().mapToLong(Provenance.Data::rows).sum())
        .setRanges(
            files.stream()
                .map(Provenance.Data::name)
                .filter(name -> OFFSET_RANGE.matcher(name).matches())
                .toList())
        .build();
  }
}
