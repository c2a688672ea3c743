package io.copytaster.model.report;

import io.copytaster.model.evaluate.Calibration;
import io.copytaster.model.evaluate.ConfusionMatrix;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The two charts of a checkpoint. */
final class Charts {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 460;
  private static final int FONT_SIZE = 13;
  private static final int LONGEST_NAME = 16;

  /** Labels that fit into the usual size, and what each further one needs of it. */
  private static final int ROOM_FOR = 5;

  private static final int ROOM_PER_LABEL = 36;
  private static final int MOST_NUMBERED = 24;
  private static final int SCALE_STEPS = 64;

  private Charts() {}

  /**
   * True labels downwards, predicted ones to the right, the count in every cell. Colour goes by the
   * count's square root: by the count itself all mistakes would look like none. Beyond {@value
   * #MOST_NUMBERED} labels the colour stands alone.
   */
  static HeatMapChart confusion(ConfusionMatrix confusion, Palette palette) {
    int size = confusion.labels().size();
    int more = ROOM_PER_LABEL * Math.max(0, Math.min(size, MOST_NUMBERED) - ROOM_FOR);
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(WIDTH + more)
            .height(HEIGHT + more)
            .xAxisTitle("predicted")
            .yAxisTitle("true")
            .build();
    style(chart.getStyler(), palette);
    var cells = new ArrayList<Number[]>();
    long most = 1;
    for (int expected = 0; expected < size; expected++) {
      for (int predicted = 0; predicted < size; predicted++) {
        long count = confusion.count(expected, predicted);
        most = Math.max(most, count);
        // The first row is the lowest one.
        cells.add(new Number[] {predicted, size - 1 - expected, count});
      }
    }
    List<String> across = shortened(confusion.labels().names());
    List<String> upwards = new ArrayList<>(across);
    Collections.reverse(upwards);
    chart.addSeries("rows", across, upwards, cells);
    chart
        .getStyler()
        .setRangeColors(squareRootScale(palette))
        .setMin(0)
        .setMax(most)
        .setShowValue(size <= MOST_NUMBERED)
        .setValueFont(font(Font.BOLD))
        .setValueFontColor(palette.ink())
        .setHeatMapValueDecimalPattern("#,##0")
        .setDrawBorder(true)
        .setXAxisLabelRotation(size > ROOM_FOR ? 60 : 0)
        .setLegendVisible(false);
    return chart;
  }

  /** Evenly spaced counts' colours, between which the chart mixes. */
  private static Color[] squareRootScale(Palette palette) {
    var scale = new Color[SCALE_STEPS + 1];
    for (int step = 0; step <= SCALE_STEPS; step++) {
      scale[step] = mixed(palette.least(), palette.most(), Math.sqrt((double) step / SCALE_STEPS));
    }
    return scale;
  }

  private static Color mixed(Color none, Color all, double share) {
    return new Color(
        (int) Math.round(none.getRed() + share * (all.getRed() - none.getRed())),
        (int) Math.round(none.getGreen() + share * (all.getGreen() - none.getGreen())),
        (int) Math.round(none.getBlue() + share * (all.getBlue() - none.getBlue())));
  }

  /** Accuracy over confidence, bin by bin; what is honest lies on the diagonal. */
  static XYChart reliability(Calibration calibration, Palette palette) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle("confidence")
            .yAxisTitle("accuracy")
            .build();
    style(chart.getStyler(), palette);
    List<Calibration.Bin> filled =
        calibration.bins().stream().filter(bin -> bin.rows() > 0).toList();
    addShares(chart, calibration, palette);
    XYSeries honest =
        chart.addSeries("confidence = accuracy", new double[] {0, 1}, new double[] {0, 1});
    honest
        .setMarker(SeriesMarkers.NONE)
        .setLineStyle(
            new BasicStroke(
                1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 5}, 0))
        .setLineColor(palette.ink());
    chart
        .addSeries(
            "accuracy of the bin",
            filled.stream().mapToDouble(Calibration.Bin::confidence).toArray(),
            filled.stream().mapToDouble(Calibration.Bin::accuracy).toArray())
        .setMarker(SeriesMarkers.CIRCLE)
        .setMarkerColor(palette.accent())
        .setLineStyle(new BasicStroke(2.5f))
        .setLineColor(palette.accent());
    chart
        .getStyler()
        .setXAxisMin(0.0)
        .setXAxisMax(1.0)
        .setYAxisMin(0.0)
        .setYAxisMax(1.0)
        .setXAxisDecimalPattern("0.0")
        .setYAxisDecimalPattern("0.0")
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal);
    return chart;
  }

  /** How the rows are spread over the bins, as a skyline behind the lines. */
  private static void addShares(XYChart chart, Calibration calibration, Palette palette) {
    double rows = calibration.bins().stream().mapToLong(Calibration.Bin::rows).sum();
    int edges = 2 * calibration.bins().size();
    var confidence = new double[edges];
    var share = new double[edges];
    for (int i = 0; i < edges; i++) {
      Calibration.Bin bin = calibration.bins().get(i / 2);
      confidence[i] = i % 2 == 0 ? bin.lower() : bin.upper();
      share[i] = bin.rows() / rows;
    }
    XYSeries shares = chart.addSeries("share of the rows", confidence, share);
    shares.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
    shares.setFillColor(palette.quiet());
    shares.setMarker(SeriesMarkers.NONE).setLineColor(palette.quiet());
  }

  static void style(AxesChartStyler styler, Palette palette) {
    styler
        .setPlotGridLinesColor(palette.rule())
        .setAxisTickLabelsColor(palette.ink())
        .setAxisTickMarksColor(palette.rule())
        .setAxisTickLabelsFont(font(Font.PLAIN))
        .setAxisTitleFont(font(Font.BOLD))
        .setLocale(Locale.ROOT)
        .setXAxisTitleColor(palette.ink())
        .setYAxisTitleColor(palette.ink())
        .setChartBackgroundColor(palette.paper())
        .setPlotBackgroundColor(palette.paper())
        .setPlotBorderColor(palette.rule())
        .setChartFontColor(palette.ink())
        .setLegendBackgroundColor(palette.paper())
        .setLegendBorderColor(palette.paper())
        .setLegendFont(font(Font.PLAIN))
        .setChartTitleVisible(false)
        .setAntiAlias(true);
  }

  static Font font(int style) {
    return new Font(Font.SANS_SERIF, style, FONT_SIZE);
  }

  private static List<String> shortened(List<String> names) {
    return names.stream()
        .map(
            name ->
                name.codePointCount(0, name.length()) <= LONGEST_NAME
                    ? name
                    : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…")
        .toList();
  }
}
