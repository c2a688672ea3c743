package io.copytaster.streams.announce;

import static io.copytaster.streams.announce.Announced.as;
import static io.copytaster.streams.announce.Announced.candidate;
import static io.copytaster.streams.announce.Announced.models;
import static io.copytaster.streams.announce.Channel.CHALLENGER;
import static io.copytaster.streams.announce.Channel.CHAMPION;
import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.Decision.Announce;
import io.copytaster.streams.announce.Decision.Reason;
import io.copytaster.streams.announce.Decision.Refuse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionsTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
  private static final Decider DESK = new Decider("desk", "it is better", NOON);

  private static final ModelAnnouncement A = as(CHAMPION, "a", 1).build();
  private static final ModelAnnouncement B = as(CHAMPION, "b", 2).setSupersedes("a").build();
  private static final ModelAnnouncement C = candidate("c", 3, "rejected");

  @Test
  void promote_saysWhoWhyWhen_andWhatItTakesThePlaceOf() {
    var announcement = announced(Decisions.promote(models(A, B, C), "c", CHAMPION, DESK));
    assertThat(announcement)
        .isEqualTo(
            ModelAnnouncement.newBuilder(C)
                .setChannel("champion")
                .setSupersedes("b")
                .setDecidedBy("desk")
                .setReason("it is better")
                .setDecidedAt(Instant.parse("2026-11-23T12:00:00.123Z"))
                .build());
  }

  @Test
  void promote_theFirst_takesNobodysPlace() {
    assertThat(announced(Decisions.promote(Models.NONE, C, CHAMPION, DESK)).getSupersedes())
        .isNull();
    assertThat(announced(Decisions.promote(models(A), C, CHALLENGER, DESK)))
        .returns("challenger", ModelAnnouncement::getChannel)
        .returns(null, ModelAnnouncement::getSupersedes);
  }

  @Test
  void promote_isAlwaysLaterThanWhatItFollows() {
    var ahead = as(CHAMPION, "a", 0).setDecidedAt(NOON.plusSeconds(5)).build();
    assertThat(announced(Decisions.promote(models(ahead), C, CHAMPION, DESK)).getDecidedAt())
        .isAfter(NOON.plusSeconds(5));
  }

  @Test
  void promote_unknown_namesTheNewest() {
    var refusal = refused(Decisions.promote(models(A, B), "z", CHAMPION, DESK), Reason.UNKNOWN);
    assertThat(refusal).contains("z is no checkpoint", "b, a");
    refused(Decisions.promote(Models.NONE, "z", CHAMPION, DESK), Reason.UNKNOWN);
  }

  @Test
  void promote_turnedDownAtTheGate_isRefused_sinceItsFilesAreNowhere() {
    var turnedDown = ModelAnnouncement.newBuilder(C).setModel("d").setUri("").build();
    var models = new Models(models(A).current(), Map.of("d", turnedDown), models(A).history());
    var refusal = refused(Decisions.promote(models, "d", CHAMPION, DESK), Reason.NOT_PUBLISHED);
    assertThat(refusal).contains("d was turned down", "its directory");
  }

  @Test
  void promote_shippedThatHasHeldAChannel_needsNoPlace() {
    var shipped = ModelAnnouncement.newBuilder(A).setModel("shipped").setUri("").build();
    var models = models(shipped, B);
    assertThat(announced(Decisions.promote(models, "shipped", CHAMPION, DESK)).getUri()).isEmpty();
  }

  @Test
  void promote_whatHoldsTheChannel_isRefused() {
    refused(Decisions.promote(models(A, B), "b", CHAMPION, DESK), Reason.ALREADY_THERE);
    announced(Decisions.promote(models(A, B), "b", CHALLENGER, DESK));
  }

  @Test
  void rollback_goesBack_andTwiceUndoesItself() {
    var back = announced(Decisions.rollback(models(A, B), DESK));
    assertThat(back)
        .returns("a", ModelAnnouncement::getModel)
        .returns(A.getUri(), ModelAnnouncement::getUri)
        .returns("b", ModelAnnouncement::getSupersedes);
    assertThat(announced(Decisions.rollback(models(A, B, back), DESK)).getModel()).isEqualTo("b");
  }

  @Test
  void rollback_ofTheFirst_isRefused() {
    assertThat(refused(Decisions.rollback(models(A), DESK), Reason.NOTHING_TO_GO_BACK_TO))
        .contains("a is the first", "promote shipped");
    refused(Decisions.rollback(Models.NONE, DESK), Reason.NOTHING_TO_GO_BACK_TO);
    refused(Decisions.rollback(models(B), DESK), Reason.UNKNOWN);
  }

  @Test
  void pinned_nothingIsPromotedOverIt_untilReleased() {
    var pinned = announced(Decisions.pin(models(A, B), "b", DESK));
    assertThat(pinned)
        .returns(true, ModelAnnouncement::getPinned)
        .returns("a", ModelAnnouncement::getSupersedes);
    var models = models(A, B, C, pinned);
    assertThat(refused(Decisions.promote(models, "c", CHAMPION, DESK), Reason.PINNED))
        .contains("b is pinned as champion by desk", "pin --release");
    refused(Decisions.rollback(models, DESK), Reason.PINNED);
    refused(Decisions.pin(models, "c", DESK), Reason.PINNED);
    refused(Decisions.pin(models, "b", DESK), Reason.ALREADY_THERE);
    announced(Decisions.promote(models, "c", CHALLENGER, DESK));

    var released = announced(Decisions.release(models, DESK));
    assertThat(released)
        .returns("b", ModelAnnouncement::getModel)
        .returns(false, ModelAnnouncement::getPinned);
    announced(Decisions.promote(models(A, B, C, pinned, released), "c", CHAMPION, DESK));
  }

  @Test
  void pin_ofAnother_promotesIt() {
    assertThat(announced(Decisions.pin(models(A, B), "a", DESK)))
        .returns("a", ModelAnnouncement::getModel)
        .returns(true, ModelAnnouncement::getPinned)
        .returns("b", ModelAnnouncement::getSupersedes);
    refused(Decisions.pin(models(A), "z", DESK), Reason.UNKNOWN);
  }

  @Test
  void release_withoutPin_isRefused() {
    refused(Decisions.release(models(A), DESK), Reason.NOT_PINNED);
  }

  @Test
  void withdraw_leavesTheChallengersPlaceEmpty_unlessItIsPinned() {
    var challenger = as(CHALLENGER, "d", 4).build();
    assertThat(announced(Decisions.withdraw(models(A, challenger), DESK)))
        .returns("d", ModelAnnouncement::getModel)
        .returns(ModelAnnouncements.WITHDRAWN, ModelAnnouncement::getChannel)
        .returns("desk", ModelAnnouncement::getDecidedBy);
    refused(Decisions.withdraw(models(A), DESK), Reason.NONE_THERE);
    var pinned = as(CHALLENGER, "d", 4).setPinned(true).build();
    refused(Decisions.withdraw(models(A, pinned), DESK), Reason.PINNED);
  }

  private static ModelAnnouncement announced(Decision decision) {
    assertThat(decision).isInstanceOf(Announce.class);
    return ((Announce) decision).announcement();
  }

  private static String refused(Decision decision, Reason reason) {
    assertThat(decision).isInstanceOf(Refuse.class);
    assertThat(((Refuse) decision).reason()).isEqualTo(reason);
    return ((Refuse) decision).explanation();
  }
}
