package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Scenario 4: every directory that an instance writes to is full, and the storage of checkpoints is
 * away; each while a model is announced. Labels go on, and the model changes once there is room.
 */
@NeedsContainers
class StorageLostTest {

  private static final int ARTICLES_PER_SECOND = 20;
  private static final String CACHE = "/var/lib/copytaster/cache";

  @Test
  void disksFull_labelsGoOn_andTheModelChangesOnceThereIsRoom() {
    announceWhile(
        "disks-full",
        "cat /dev/zero > %s/filler; cat /dev/zero > /tmp/filler; true".formatted(CACHE),
        "rm %s/filler /tmp/filler".formatted(CACHE),
        setup -> setup.disk(CACHE, "900m").disk("/tmp", "64m"));
  }

  @Test
  void storageAway_labelsGoOn_andTheModelChangesOnceItIsBack() {
    announceWhile(
        "storage-away",
        "chmod 0 " + Scenario.PUBLISHED,
        "chmod 755 " + Scenario.PUBLISHED,
        UnaryOperator.identity());
  }

  private static void announceWhile(
      String fault, String lose, String giveBack, UnaryOperator<Setup> machine) {
    try (var scenario = new Scenario(fault, 1, machine, "serving.guarantee", "exactly-once");
        var producer = SteadyProducer.start(scenario.settings(), ARTICLES_PER_SECOND)) {
      Instance instance = scenario.instance(0);
      scenario.requireProgress();
      String before = instance.model();
      instance.shell(lose);
      String announced = scenario.announce(Checkpoints.twin(fault));
      String refused = announced + " is refused (STORAGE, attempt 3)";
      scenario.require(refused, () -> instance.log().contains(refused));
      scenario.requireProgress();
      assertThat(instance.model()).isEqualTo(before).isNotEqualTo(announced);
      instance.shell(giveBack);
      scenario.requireModel(instance, announced);
      scenario.requireProgress();
      Ledger ledger = scenario.settle(producer.finish());
      Results.write("4 " + fault + ", exactly-once", "once, with a model announced", ledger);
      assertThat(ledger.isExact()).as(ledger.toString()).isTrue();
    }
  }
}
