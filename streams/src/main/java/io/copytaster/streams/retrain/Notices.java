package io.copytaster.streams.retrain;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.schemas.TrainingData;
import io.copytaster.streams.announce.Channel;
import io.copytaster.streams.announce.ModelAnnouncements;
import io.copytaster.streams.retrain.RetrainState.Publishing;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.stream.Stream;

/** What is announced of a run's end. */
final class Notices {

  /** Who decided. */
  private static final String GATE = "gate";

  private Notices() {}

  /**
   * The candidate with its verdict, for people.
   *
   * @param uri where its files are; empty for one whose files are not kept
   */
  static ModelAnnouncement candidate(Checkpoint candidate, String uri, Publishing state, Instant at)
      throws IOException {
    return ModelAnnouncement.newBuilder(of(candidate, uri))
        .setMetrics(state.ruling().metrics())
        .setData(data(state))
        .setParent(state.run().champion())
        .setReason(state.ruling().sentence())
        .setVerdict(state.ruling().verdict())
        .setDecidedBy(GATE)
        .setDecidedAt(at)
        .build();
  }

  /** The candidate as the champion. */
  static ModelAnnouncement champion(Checkpoint candidate, String uri, Publishing state, Instant at)
      throws IOException {
    return ModelAnnouncement.newBuilder(candidate(candidate, uri, state, at))
        .setChannel(Channel.CHAMPION.key())
        .setSupersedes(state.run().champion())
        .build();
  }

  /** A champion that nobody had announced before this run. */
  static ModelAnnouncement incumbent(Checkpoint champion, String uri, Run before)
      throws IOException {
    return ModelAnnouncement.newBuilder(of(champion, uri))
        .setChannel(Channel.CHAMPION.key())
        .setReason("served until now without an announcement")
        .setDecidedBy(GATE)
        .setDecidedAt(Instant.ofEpochMilli(before.beganAt()))
        .build();
  }

  private static ModelAnnouncement of(Checkpoint checkpoint, String uri) throws IOException {
    return uri.isEmpty()
        ? ModelAnnouncements.of(checkpoint)
        : ModelAnnouncements.of(checkpoint, URI.create(uri));
  }

  private static TrainingData data(Publishing state) {
    return new TrainingData(
        state.lesson().digest(),
        (long) state.lesson().training(),
        Stream.concat(state.run().window().stream(), state.run().older().stream())
            .filter(range -> range.length() > 0)
            .map(OffsetRange::toString)
            .toList());
  }
}
