package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import java.time.Instant;
import java.util.Arrays;

/** Announcements, and the models they make together. */
final class Announced {

  static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");

  private Announced() {}

  static ModelAnnouncement.Builder as(Channel channel, String model, int minute) {
    return ModelAnnouncement.newBuilder()
        .setChannel(channel.key())
        .setModel(model)
        .setUri("file:///store/" + model)
        .setDecidedBy("gate")
        .setDecidedAt(MIDNIGHT.plusSeconds(60L * minute));
  }

  static ModelAnnouncement candidate(String model, int minute, String verdict) {
    return as(Channel.CHAMPION, model, minute)
        .setChannel(ModelAnnouncements.CANDIDATE)
        .setVerdict(verdict)
        .build();
  }

  /** What the topic says after these were announced, or brought before the gate, in turn. */
  static Models models(ModelAnnouncement... announcements) {
    var models = new ModelsBuilder();
    Arrays.stream(announcements).forEach(announcement -> accept(models, announcement));
    return models.build();
  }

  private static void accept(ModelsBuilder models, ModelAnnouncement announcement) {
    var channel = Channel.of(announcement.getChannel());
    if (channel.isEmpty()) {
      models.accept(new Entry(new EntryKey.Candidate(announcement.getModel()), announcement));
    } else {
      models.accept(new Entry(EntryKey.past(announcement), announcement));
      models.accept(new Entry(new EntryKey.Current(channel.get()), announcement));
    }
  }
}
