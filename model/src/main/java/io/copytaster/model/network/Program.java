package io.copytaster.model.network;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The network's source, loaded into libtorch once for each shape and device of this process.
 *
 * <p>It is never unloaded, because libtorch does not give back all that it took for a program; what
 * it holds is a few kilobytes, and a process meets few shapes.
 */
final class Program {

  private record Key(ByteBuffer shape, Operators operators, Device device) {}

  private static final ConcurrentMap<Key, Program> LOADED = new ConcurrentHashMap<>();

  private final PtSymbolBlock source;

  // DJL closes a model that nothing references, and every tensor under it, while it computes.
  private final Model model;

  private Program(Model model) {
    this.model = model;
    this.source = (PtSymbolBlock) model.getBlock();
  }

  static Program of(TransformerConfig config, Compute compute, Operators operators) {
    Torch.start(compute.threads());
    ModulePickle shape = TorchScript.shape(config, compute.precision(), Processor.ofThisMachine());
    var key = new Key(ByteBuffer.wrap(shape.toBytes()), operators, compute.device());
    return LOADED.computeIfAbsent(
        key, unknown -> load(TorchScript.archive(shape, operators), compute.device()));
  }

  /** One that is not shared. */
  static Program load(byte[] archive, Device device) {
    Model model = Model.newInstance("network", device.toDjl(), "PyTorch");
    try {
      model.load(new ByteArrayInputStream(archive));
      return new Program(model);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalStateException("libtorch does not take the network's source", e);
    }
  }

  /** How many there are; for tests that look for leaks. */
  static int loaded() {
    return LOADED.size();
  }

  /** Tensors that are open under all of them. */
  static int openTensors() {
    return LOADED.values().stream()
        .mapToInt(program -> program.model.getNDManager().getManagedArrays().size())
        .sum();
  }

  /** An owner for tensors on this program's device. */
  PtNDManager newOwner() {
    return (PtNDManager) model.getNDManager().newSubManager();
  }

  /** Calls one of the source's methods; the caller closes what it returns. */
  IValue run(String method, IValue... arguments) {
    // The optimiser re-specialises on every new shape, for seconds; the setting is per thread.
    JniUtils.setGraphExecutorOptimize(false);
    return IValueUtils.runMethod(source, method, arguments);
  }
}
