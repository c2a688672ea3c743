package io.copytaster.benchmarks.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.copytaster.model.batch.TokenBatch;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * An encoder's ONNX file in ONNX Runtime. What comes out stays where it is: no pooling, no
 * classifier, no copy, which is a little less than what our network does. Owns its native memory.
 */
final class OnnxPeer implements BatchNetwork, AutoCloseable {

  private final OrtEnvironment environment;
  private final OrtSession.SessionOptions options;
  private final OrtSession session;

  private OnnxPeer(
      OrtEnvironment environment, OrtSession.SessionOptions options, OrtSession session) {
    this.environment = environment;
    this.options = options;
    this.session = session;
  }

  /**
   * @param resource the file, from the class path's root
   * @param threads for one operator
   */
  static OnnxPeer open(String resource, int threads) throws IOException, OrtException {
    var environment = OrtEnvironment.getEnvironment();
    var options = new OrtSession.SessionOptions();
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    options.setIntraOpNumThreads(threads);
    try (InputStream in = OnnxPeer.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource + " is not on the class path");
      }
      return new OnnxPeer(
          environment, options, environment.createSession(in.readAllBytes(), options));
    }
  }

  @Override
  public void compute(TokenBatch batch) throws OrtException {
    long[] shape = {batch.size(), batch.width()};
    var mask = new long[batch.paddedTokens()];
    long[] lengths = batch.lengths();
    for (int row = 0; row < batch.size(); row++) {
      int from = row * batch.width();
      Arrays.fill(mask, from, from + (int) lengths[row], 1);
    }
    try (var ids = tensor(batch.ids(), shape);
        var own = tensor(mask, shape);
        var types = tensor(new long[batch.paddedTokens()], shape);
        var result =
            session.run(Map.of("input_ids", ids, "attention_mask", own, "token_type_ids", types))) {
      if (result.size() == 0) {
        throw new AssertionError("an encoder has an output");
      }
    }
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not close its session", e);
    } finally {
      options.close();
    }
  }
}
