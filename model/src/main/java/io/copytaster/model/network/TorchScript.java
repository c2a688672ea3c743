package io.copytaster.model.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The archive that libtorch loads: this package's readable source, and the network's shape.
 *
 * <p>It holds no weights: those are arguments of the source's methods.
 */
final class TorchScript {

  private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

  private TorchScript() {}

  /**
   * A network's shape, as far as its program depends on it: neither on the widths nor on how many
   * words and labels there are.
   */
  static ModulePickle shape(TransformerConfig config, Precision precision, Processor processor) {
    return attributes("Network", config, precision).put("pairs", processor.addsInt8InPairs());
  }

  /**
   * A zip as {@code torch.jit.save} writes it, of a few kilobytes.
   *
   * @param shape as {@link #shape} returned it
   */
  static byte[] archive(ModulePickle shape, Operators operators) {
    return archive(shape, "network.py", operators.resource());
  }

  /** The same for a network to be trained; portable, and so one source. */
  static byte[] trainingArchive(
      TransformerConfig config, Precision precision, @Nullable LowRank adapters, double dropout) {
    var module =
        attributes("Training", config, precision)
            .put("adapters", adapters != null)
            .put("scaling", adapters == null ? 0.0 : adapters.scaling())
            .put("dropout", dropout);
    return archive(module, "training.py", null);
  }

  private static ModulePickle attributes(
      String type, TransformerConfig config, Precision precision) {
    return new ModulePickle("__torch__", type)
        .put("training", false)
        .put("layers", config.layers())
        .put("heads", config.heads())
        .put("epsilon", config.layerNormEpsilon())
        .put("activation", config.activation().name().toLowerCase(Locale.ROOT))
        .put("pooling", config.pooling().name().toLowerCase(Locale.ROOT))
        .put("dense", config.classifierDense() > 0)
        .put("precision", precision.key());
  }

  /** Any other source of this package, its module of the class that the pickle names. */
  static byte[] archive(ModulePickle module, String source, @Nullable String operators) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      add(zip, "data.pkl", module.toBytes());
      add(zip, "code/__torch__.py", resource(source));
      if (operators != null) {
        add(zip, "code/__torch__/operators.py", resource(operators));
        add(zip, "code/__torch__/activation.py", resource("operators/activation.py"));
        add(zip, "code/__torch__/attention.py", resource("operators/attention.py"));
        add(zip, "code/__torch__/quantization.py", resource("operators/quantization.py"));
      }
      add(zip, "constants.pkl", NO_CONSTANTS);
      add(zip, "version", ascii("10\n"));
      add(zip, "byteorder", ascii("little"));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** Stored, not deflated: libtorch's reader wants it so. */
  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var checksum = new CRC32();
    checksum.update(content);
    var entry = new ZipEntry("network/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = TorchScript.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the network's source " + name + " is not on the path");
      }
      return stream.readAllBytes();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
