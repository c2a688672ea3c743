package io.copytaster.streams.swap;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.swap.Refusal.Category;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What an announcement promises, held against itself and against the checkpoint. */
final class Announced {

  /** A file of the announced folder itself: no path leads out of it, and none is hidden. */
  private static final Pattern FILE_NAME = Pattern.compile("(?!\\.)[^/\\\\:\\x00]+");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Announced() {}

  /** Before a file is touched. */
  static void requireSound(ModelAnnouncement announcement) {
    if (announcement.getModel().isBlank()) {
      throw malformed("it names no model");
    }
    try {
      URI unused = new URI(announcement.getUri());
    } catch (URISyntaxException e) {
      throw malformed("its uri '%s' is none: %s".formatted(announcement.getUri(), e.getReason()));
    }
    for (Map.Entry<String, String> file : announcement.getDigests().entrySet()) {
      if (!FILE_NAME.matcher(file.getKey()).matches()) {
        throw malformed("'%s' is no name of a file in its folder".formatted(file.getKey()));
      }
      if (!SHA256.matcher(file.getValue()).matches()) {
        throw malformed(
            "the digest '%s' of %s is no SHA-256 in lower-case hex"
                .formatted(file.getValue(), file.getKey()));
      }
    }
  }

  /** Once it is open. */
  static void requireSame(ModelAnnouncement announcement, Checkpoint checkpoint) {
    if (!checkpoint.id().equals(announcement.getModel())) {
      throw new RefusedException(
          Category.IDENTITY,
          "%s was announced, and the files are %s"
              .formatted(announcement.getModel(), checkpoint.id()));
    }
    List<String> labels = checkpoint.labels().names();
    if (!announcement.getLabels().isEmpty() && !announcement.getLabels().equals(labels)) {
      throw new RefusedException(
          Category.LABELS,
          "the labels %s were announced, and the checkpoint has %s"
              .formatted(announcement.getLabels(), labels));
    }
    if (!announcement.getTaxonomy().isEmpty()
        && !announcement.getTaxonomy().equals(checkpoint.taxonomy())) {
      throw new RefusedException(
          Category.LABELS,
          "the taxonomy %s was announced, and the checkpoint has %s"
              .formatted(announcement.getTaxonomy(), checkpoint.taxonomy()));
    }
  }

  private static RefusedException malformed(String why) {
    return new RefusedException(Category.ANNOUNCEMENT, "the announcement is malformed: " + why);
  }
}
