package io.copytaster.model.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.copytaster.model.tensors.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Every weight of a network in training, on its device; and of each that is learned the running
 * means of AdamW, and if wanted a running average of the weight itself. Owns its native memory.
 */
public final class TrainingWeights implements AutoCloseable {

  /** Learned weights that take the same step: places in {@link #learned}. */
  record Group(double rate, boolean decays, int[] places) {}

  private final NDManager owner;
  private final List<WeightLayout.Entry> entries;
  private final List<LearnedWeight> learned;
  private final int[] places;
  private final List<Group> groups;
  private final List<PtNDArray> all = new ArrayList<>();
  private final List<PtNDArray> means = new ArrayList<>();
  private final List<PtNDArray> squares = new ArrayList<>();
  private final List<PtNDArray> averages = new ArrayList<>();

  /**
   * @param owner closed with this
   * @param frozen what a weight that is not learned is kept as
   */
  TrainingWeights(
      NDManager owner,
      List<WeightLayout.Entry> entries,
      List<LearnedWeight> learned,
      Weights initial,
      BiFunction<WeightLayout.Entry, PtNDArray, PtNDArray> frozen) {
    this.owner = owner;
    this.entries = List.copyOf(entries);
    this.learned = List.copyOf(learned);
    this.places = learned.stream().mapToInt(weight -> place(weight.name())).toArray();
    this.groups = group(learned);
    var isLearned = new boolean[entries.size()];
    for (int place : places) {
      isLearned[place] = true;
    }
    for (int i = 0; i < entries.size(); i++) {
      PtNDArray copied = copy(entries.get(i), initial);
      all.add(keep(isLearned[i] ? copied : frozen.apply(entries.get(i), copied)));
    }
    for (int place : places) {
      means.add(keep((PtNDArray) all.get(place).zerosLike()));
      squares.add(keep((PtNDArray) all.get(place).zerosLike()));
      averages.add(keep((PtNDArray) all.get(place).duplicate()));
    }
  }

  private PtNDArray keep(PtNDArray array) {
    array.attach(owner);
    return array;
  }

  /** The array that DJL makes of a buffer is the buffer; this one is not. */
  private PtNDArray copy(WeightLayout.Entry entry, Weights initial) {
    try (NDManager scope = owner.newSubManager()) {
      var shape = new Shape(entry.shape());
      var copied =
          (PtNDArray) scope.create(initial.floats(entry), shape, DataType.FLOAT32).duplicate();
      return keep(copied);
    }
  }

  private int place(String name) {
    return IntStream.range(0, entries.size())
        .filter(i -> entries.get(i).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no weight is called " + name));
  }

  private static List<Group> group(List<LearnedWeight> learned) {
    var places = new LinkedHashMap<List<Object>, List<Integer>>();
    for (int i = 0; i < learned.size(); i++) {
      LearnedWeight weight = learned.get(i);
      places
          .computeIfAbsent(List.of(weight.rate(), weight.decays()), key -> new ArrayList<>())
          .add(i);
    }
    return places.values().stream()
        .map(
            group ->
                new Group(
                    learned.get(group.get(0)).rate(),
                    learned.get(group.get(0)).decays(),
                    group.stream().mapToInt(Integer::intValue).toArray()))
        .toList();
  }

  long[] places() {
    return IntStream.of(places).asLongStream().toArray();
  }

  List<Group> groups() {
    return groups;
  }

  /** Adds every weight, in the layout's order, as the list argument {@code w}. */
  void addAll(NDList arguments, boolean averaged) {
    var arrays = new ArrayList<>(all);
    for (int i = 0; averaged && i < places.length; i++) {
      arrays.set(places[i], averages.get(i));
    }
    add(arguments, "w[]", arrays);
  }

  void addLearned(NDList arguments, String name, int[] which) {
    add(arguments, name, pick(IntStream.of(which).map(i -> places[i]), all));
  }

  void addMeans(NDList arguments, String name, int[] which) {
    add(arguments, name, pick(IntStream.of(which), means));
  }

  void addSquares(NDList arguments, String name, int[] which) {
    add(arguments, name, pick(IntStream.of(which), squares));
  }

  void addAverages(NDList arguments, String name) {
    add(arguments, name, averages);
  }

  int[] everyLearned() {
    return IntStream.range(0, learned.size()).toArray();
  }

  private static List<PtNDArray> pick(IntStream which, List<PtNDArray> from) {
    return which.mapToObj(from::get).toList();
  }

  private static void add(NDList arguments, String name, List<PtNDArray> arrays) {
    for (PtNDArray array : arrays) {
      array.setName(name);
      arguments.add(array);
    }
  }

  /** The learned weights as they are, or their running averages, in fp32 by name. */
  public Map<String, Tensor> learned(boolean averaged) {
    var tensors = new LinkedHashMap<String, Tensor>();
    for (int i = 0; i < places.length; i++) {
      tensors.put(learned.get(i).name(), read(i, averaged ? averages.get(i) : all.get(places[i])));
    }
    return tensors;
  }

  /** All that training has changed, by name, for {@link #restore}. */
  public Map<String, Tensor> state() {
    var tensors = new LinkedHashMap<String, Tensor>();
    for (int i = 0; i < places.length; i++) {
      String name = learned.get(i).name();
      tensors.put("weight." + name, read(i, all.get(places[i])));
      tensors.put("mean." + name, read(i, means.get(i)));
      tensors.put("square." + name, read(i, squares.get(i)));
      tensors.put("average." + name, read(i, averages.get(i)));
    }
    return tensors;
  }

  /**
   * Goes back to a state that these weights, or others of the same kind, had.
   *
   * @throws IllegalArgumentException if a tensor is missing or misshapen
   */
  public void restore(Map<String, Tensor> state) {
    for (int i = 0; i < places.length; i++) {
      String name = learned.get(i).name();
      write(all.get(places[i]), state.get("weight." + name));
      write(means.get(i), state.get("mean." + name));
      write(squares.get(i), state.get("square." + name));
      write(averages.get(i), state.get("average." + name));
    }
  }

  private Tensor read(int i, PtNDArray array) {
    return Tensor.ofFloats(entries.get(places[i]).shape(), array.toFloatArray());
  }

  private static void write(PtNDArray array, @Nullable Tensor tensor) {
    if (tensor == null || tensor.data().remaining() != array.size() * Float.BYTES) {
      throw new IllegalArgumentException("the saved state is not that of this network");
    }
    var values = new float[(int) array.size()];
    tensor.data().asFloatBuffer().get(values);
    array.set(FloatBuffer.wrap(values));
  }

  @Override
  public void close() {
    owner.close();
  }
}
