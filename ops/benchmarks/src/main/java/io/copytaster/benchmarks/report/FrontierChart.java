package io.copytaster.benchmarks.report;

import io.copytaster.benchmarks.measure.Spread;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy over articles per second: one line a checkpoint, one point a precision. */
public final class FrontierChart {

  private FrontierChart() {}

  /**
   * Draws it into a PNG file, unless nobody's accuracy is known.
   *
   * @param file its name ends in {@code .png}
   */
  public static void write(List<Row> rows, Path file) throws IOException {
    var lines = new LinkedHashMap<String, Map<Double, Double>>();
    for (Row row : rows) {
      if (row.accuracy() != null) {
        Spread speed = Objects.requireNonNull(row.articlesPerSecond());
        String checkpoint = row.name().substring(0, row.name().lastIndexOf(','));
        lines
            .computeIfAbsent(checkpoint, name -> new TreeMap<>())
            .put(speed.median(), 100 * row.accuracy());
      }
    }
    if (lines.isEmpty()) {
      return;
    }
    XYChart chart =
        new XYChartBuilder()
            .width(720)
            .height(480)
            .xAxisTitle("articles/s")
            .yAxisTitle("accuracy, %")
            .build();
    var style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setLegendPosition(LegendPosition.InsideSW);
    // A network from scratch is fifty times as fast as one that was pretrained.
    style.setXAxisLogarithmic(true);
    style.setXAxisDecimalPattern("#,###");
    lines.forEach(
        (name, points) ->
            chart
                .addSeries(name, List.copyOf(points.keySet()), List.copyOf(points.values()))
                .setMarker(SeriesMarkers.CIRCLE));
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }
}
