package io.copytaster.benchmarks.report;

import io.copytaster.benchmarks.measure.Spread;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Articles per second of all who ran a network, as bars; the others would dwarf them. */
public final class BarChart {

  private static final int HEIGHT = 640;
  private static final int ROOM_PER_BAR = 48;
  private static final int LEAST_WIDTH = 480;
  private static final Color BAR = new Color(0x0B5CAD);

  private BarChart() {}

  /**
   * Draws it into a PNG file, unless nobody ran one.
   *
   * @param file its name ends in {@code .png}
   */
  public static void write(List<Row> rows, Path file) throws IOException {
    List<Row> bars = rows.stream().filter(BarChart::hasNetwork).toList();
    if (bars.isEmpty()) {
      return;
    }
    List<Spread> spreads =
        bars.stream().map(row -> Objects.requireNonNull(row.articlesPerSecond())).toList();
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(LEAST_WIDTH + ROOM_PER_BAR * bars.size())
            .height(HEIGHT)
            .yAxisTitle("articles/s")
            .build();
    chart
        .getStyler()
        .setXAxisLabelRotation(60)
        .setLegendVisible(false)
        .setChartBackgroundColor(Color.WHITE);
    chart
        .addSeries(
            "articles/s",
            bars.stream().map(Row::name).toList(),
            spreads.stream().map(Spread::median).toList())
        .setFillColor(BAR);
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  private static boolean hasNetwork(Row row) {
    return row.articlesPerSecond() != null && row.padding() != null;
  }
}
