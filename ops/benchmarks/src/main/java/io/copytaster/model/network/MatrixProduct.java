package io.copytaster.model.network;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;

/**
 * One linear layer of the network by itself, through the operators that the network uses. It lies
 * in this package because the way into libtorch is hidden here. Owns its native memory.
 */
public final class MatrixProduct implements AutoCloseable {

  private final Program program;
  private final PtNDManager manager;
  private final IValue operands;
  private final double operations;

  private MatrixProduct(Program program, PtNDManager manager, IValue operands, double operations) {
    this.program = program;
    this.manager = manager;
    this.operands = operands;
    this.operations = operations;
  }

  /** Whether oneDNN computes in this precision here. */
  public static boolean isSupported(Precision precision) {
    return Operators.ONEDNN.has(precision, Processor.ofThisMachine());
  }

  /** A product of (rows, inputs) with (inputs, outputs), of numbers around zero. */
  public static MatrixProduct open(Compute compute, int rows, int inputs, int outputs) {
    var module =
        new ModulePickle("__torch__", "Product")
            .put("training", false)
            .put("precision", compute.precision().key());
    Program program =
        Program.load(TorchScript.archive(module, "product.py", null), compute.device());
    PtNDManager manager = program.newOwner();
    try (NDManager scope = manager.newSubManager()) {
      var x = (PtNDArray) scope.randomUniform(-1, 1, new Shape(rows, inputs), DataType.FLOAT32);
      var weight =
          (PtNDArray) scope.randomUniform(-1, 1, new Shape(outputs, inputs), DataType.FLOAT32);
      try (IValue given = IValue.from(x);
          IValue weights = IValue.from(weight);
          IValue prepared = program.run("prepare", given, weights)) {
        IValue operands = IValue.listFrom(prepared.toTensorArray(manager));
        return new MatrixProduct(program, manager, operands, 2.0 * rows * inputs * outputs);
      }
    }
  }

  /** Computes it so often, in one call. */
  public void run(int times) {
    try (NDManager scope = manager.newSubManager()) {
      var count = (PtNDArray) scope.create(times);
      try (IValue argument = IValue.from(count);
          IValue result = program.run("forward", argument, operands)) {
        result.toTensor((PtNDManager) scope);
      }
    }
  }

  /** Multiplications and additions of one product. */
  public double operations() {
    return operations;
  }

  @Override
  public void close() {
    operands.close();
    manager.close();
  }
}
