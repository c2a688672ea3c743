package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.Decision.Announce;
import io.copytaster.streams.announce.Decision.Reason;
import io.copytaster.streams.announce.Decision.Refuse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What may be announced next, given all that was. */
public final class Decisions {

  private static final int NAMED = 5;

  private Decisions() {}

  /** Gives a channel to a checkpoint that was announced before, or stood before the gate. */
  public static Decision promote(Models models, String id, Channel channel, Decider decider) {
    return models
        .find(id)
        .map(
            known ->
                isPublished(models, known)
                    ? promote(models, known, channel, decider)
                    : notPublished(known))
        .orElseGet(() -> unknown(models, id));
  }

  /** Whether instances can have it: the shipped one has no place, and has held a channel. */
  private static boolean isPublished(Models models, ModelAnnouncement known) {
    return !known.getUri().isEmpty()
        || models.history().stream().anyMatch(past -> past.getModel().equals(known.getModel()));
  }

  private static Decision notPublished(ModelAnnouncement candidate) {
    return new Refuse(
        Reason.NOT_PUBLISHED,
        candidate.getModel()
            + " was turned down at the gate, so its files were never published. Promote its"
            + " directory instead, if you have it.");
  }

  /**
   * Gives a channel to a checkpoint.
   *
   * @param checkpoint what it is and where it lies; its channel and its pin do not count
   */
  public static Decision promote(
      Models models, ModelAnnouncement checkpoint, Channel channel, Decider decider) {
    var holder = Optional.ofNullable(models.current().get(channel));
    if (holder.isPresent() && holder.get().getModel().equals(checkpoint.getModel())) {
      return new Refuse(
          Reason.ALREADY_THERE, checkpoint.getModel() + " is the " + channel.key() + " already.");
    }
    if (holder.isPresent() && holder.get().getPinned()) {
      return pinned(holder.get());
    }
    return new Announce(
        announcement(checkpoint, channel, holder, decider)
            .setSupersedes(holder.map(ModelAnnouncement::getModel).orElse(null))
            .setPinned(false)
            .build());
  }

  /** Gives the champion's place back to the one it was taken from. */
  public static Decision rollback(Models models, Decider decider) {
    var champion = models.champion();
    if (champion.isEmpty()) {
      return new Refuse(Reason.NOTHING_TO_GO_BACK_TO, "No champion is announced.");
    }
    String before = champion.get().getSupersedes();
    if (before == null) {
      return new Refuse(
          Reason.NOTHING_TO_GO_BACK_TO,
          champion.get().getModel()
              + " is the first champion that was announced. `checkpoint promote shipped` announces"
              + " the classifier that comes with the program, `checkpoint promote DIR` another.");
    }
    if (champion.get().getPinned()) {
      return pinned(champion.get());
    }
    return asChampion(models, before)
        .map(known -> promote(models, known, Channel.CHAMPION, decider))
        .orElseGet(() -> unknown(models, before));
  }

  /** Keeps a checkpoint in its channel; one that has none is promoted to champion with it. */
  public static Decision pin(Models models, String id, Decider decider) {
    for (var holder : models.current().values()) {
      if (holder.getModel().equals(id)) {
        return holder.getPinned()
            ? new Refuse(
                Reason.ALREADY_THERE, id + " is pinned as " + holder.getChannel() + " already.")
            : new Announce(again(holder, decider).setPinned(true).build());
      }
    }
    return promote(models, id, Channel.CHAMPION, decider) instanceof Announce promoted
        ? new Announce(
            ModelAnnouncement.newBuilder(promoted.announcement()).setPinned(true).build())
        : promote(models, id, Channel.CHAMPION, decider);
  }

  /** Lets the gate, and everybody else, promote over what is pinned; the champion's pin first. */
  public static Decision release(Models models, Decider decider) {
    for (var channel : Channel.values()) {
      var holder = models.current().get(channel);
      if (holder != null && holder.getPinned()) {
        return new Announce(again(holder, decider).setPinned(false).build());
      }
    }
    return new Refuse(Reason.NOT_PINNED, "Nothing is pinned.");
  }

  /** Leaves the challenger's place empty. */
  public static Decision withdraw(Models models, Decider decider) {
    var holder = models.challenger();
    if (holder.isEmpty()) {
      return new Refuse(Reason.NONE_THERE, "No challenger is announced.");
    }
    return holder.get().getPinned()
        ? pinned(holder.get())
        : new Announce(
            again(holder.get(), decider).setChannel(ModelAnnouncements.WITHDRAWN).build());
  }

  private static ModelAnnouncement.Builder again(ModelAnnouncement holder, Decider decider) {
    var channel = Channel.of(holder.getChannel()).orElseThrow();
    return announcement(holder, channel, Optional.of(holder), decider);
  }

  /** Always later than what it follows, whatever the clocks of two machines say. */
  private static ModelAnnouncement.Builder announcement(
      ModelAnnouncement checkpoint,
      Channel channel,
      Optional<ModelAnnouncement> holder,
      Decider decider) {
    Instant after =
        holder
            .map(ModelAnnouncement::getDecidedAt)
            .map(decidedAt -> decidedAt.plusMillis(1))
            .orElse(decider.now());
    return ModelAnnouncement.newBuilder(checkpoint)
        .setChannel(channel.key())
        .setDecidedBy(decider.who())
        .setDecidedAt(decider.now().isAfter(after) ? decider.now() : after)
        .setReason(decider.why());
  }

  /** As it was when it was champion, or else whatever is known of it. */
  private static Optional<ModelAnnouncement> asChampion(Models models, String id) {
    List<ModelAnnouncement> newestFirst = new ArrayList<>(models.history());
    Collections.reverse(newestFirst);
    return newestFirst.stream()
        .filter(past -> past.getChannel().equals(Channel.CHAMPION.key()))
        .filter(past -> past.getModel().equals(id))
        .findFirst()
        .or(() -> models.find(id));
  }

  private static Refuse pinned(ModelAnnouncement holder) {
    return new Refuse(
        Reason.PINNED,
        "%s is pinned as %s by %s: `checkpoint pin --release` comes first."
            .formatted(holder.getModel(), holder.getChannel(), holder.getDecidedBy()));
  }

  private static Refuse unknown(Models models, String id) {
    var known = models.ids();
    String names =
        known.isEmpty()
            ? "Nothing was announced yet."
            : "The newest known are "
                + String.join(", ", known.subList(0, Math.min(NAMED, known.size())))
                + ".";
    return new Refuse(
        Reason.UNKNOWN,
        "%s is no checkpoint that was announced or stood before the gate, nor a directory. %s"
            .formatted(id, names));
  }
}
