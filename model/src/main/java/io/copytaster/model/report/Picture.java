package io.copytaster.model.report;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A chart as a PNG inside an address, drawn at twice its size for sharp screens.
 *
 * @param address {@code data:image/png;base64,…}
 */
record Picture(String address, int width, int height) {

  private static final int SCALE = 2;

  /**
   * @throws IllegalStateException if this Java runtime has no font to write with
   */
  static Picture of(Chart<?, ?> chart) {
    return new Picture(
        "data:image/png;base64," + Base64.getEncoder().encodeToString(png(chart)),
        chart.getWidth(),
        chart.getHeight());
  }

  /**
   * The chart as a PNG file's bytes.
   *
   * @throws IllegalStateException as {@link #of} has it
   */
  static byte[] png(Chart<?, ?> chart) {
    var image =
        new BufferedImage(
            SCALE * chart.getWidth(), SCALE * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(SCALE, SCALE);
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
    } catch (LinkageError | InternalError e) {
      throw new IllegalStateException(
          "the pictures cannot be drawn, since this Java runtime finds no font: install fontconfig"
              + " and any font, such as fonts-dejavu-core",
          e);
    } finally {
      graphics.dispose();
    }
    return png(image);
  }

  private static byte[] png(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
