package io.copytaster.model.train;

import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.WeightLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of a base's classifier a training goes on with: those of the labels that both know,
 * wherever they stand.
 *
 * @param places by label of the plan its index in the base, or -1 where the base does not know it
 * @param known how many labels the base has
 */
record KeptLabels(List<Integer> places, int known) {

  private static final String CLASSIFIER = "classifier.";

  KeptLabels {
    places = List.copyOf(places);
  }

  static KeptLabels of(LabelSet wanted, LabelSet base) {
    return new KeptLabels(
        wanted.names().stream().map(name -> base.indexOf(name).orElse(-1)).toList(), base.size());
  }

  /** Of a base without a classifier. */
  static KeptLabels none(LabelSet wanted) {
    return new KeptLabels(wanted.names().stream().map(name -> -1).toList(), 0);
  }

  /** Whether the base's classifier is used as it is. */
  boolean isAll() {
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i) != i) {
        return false;
      }
    }
    return places.size() == known;
  }

  boolean isNone() {
    return places.stream().allMatch(place -> place < 0);
  }

  /** The labels that are kept, of those that the plan has. */
  List<String> kept(LabelSet wanted) {
    var names = new ArrayList<String>();
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i) >= 0) {
        names.add(wanted.name(i));
      }
    }
    return names;
  }

  /** Whether a weight has a row for each label. */
  static boolean isByLabel(String name) {
    return name.startsWith(CLASSIFIER);
  }

  /** As the base has it: the same weight with a row for each of its own labels. */
  WeightLayout.Entry ofBase(WeightLayout.Entry entry) {
    var shape = new ArrayList<>(entry.shape());
    shape.set(0, (long) known);
    return new WeightLayout.Entry(entry.name(), shape);
  }

  /**
   * Puts the base's rows into those of the plan.
   *
   * @param fresh a row of floats for each label of the plan; filled in place
   * @param base a row for each label of the base
   */
  void copy(ByteBuffer base, ByteBuffer fresh) {
    int rowBytes = fresh.remaining() / places.size();
    for (int i = 0; i < places.size(); i++) {
      int from = places.get(i);
      if (from >= 0) {
        fresh.put(
            fresh.position() + i * rowBytes, base, base.position() + from * rowBytes, rowBytes);
      }
    }
  }
}
