package io.copytaster.model.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A share over time, and what happened meanwhile.
 *
 * @param what the share is of, for the axis
 * @param points in the order of time
 * @param marks moments with a word to each
 */
public record Timeline(String what, List<Point> points, List<Mark> marks) {

  /** A share from 0 to 1, at a second. */
  public record Point(double second, double share) {}

  /** Something that happened at a second. */
  public record Mark(double second, String word) {}

  private static final int WIDTH = 960;
  private static final int HEIGHT = 420;

  /** Where words stand, one below the other so that near ones do not meet. */
  private static final double[] LINES = {0.20, 0.14, 0.08, 0.02};

  public Timeline {
    points = List.copyOf(points);
    marks = List.copyOf(marks);
  }

  /**
   * Draws it into a PNG file.
   *
   * @throws IllegalArgumentException if there is no point
   */
  public void write(Path png) throws IOException {
    Files.write(png, Picture.png(chart()));
  }

  XYChart chart() {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a timeline needs at least one point");
    }
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle("seconds")
            .yAxisTitle(what)
            .build();
    Palette palette = Palette.LIGHT;
    Charts.style(chart.getStyler(), palette);
    chart
        .getStyler()
        .setYAxisMin(0.0)
        .setYAxisMax(1.0)
        .setYAxisDecimalPattern("0 %")
        .setXAxisDecimalPattern("0")
        .setAnnotationLineColor(palette.rule())
        .setAnnotationLineStroke(new BasicStroke(1.5f))
        .setAnnotationTextFontColor(palette.ink())
        .setAnnotationTextFont(Charts.font(Font.PLAIN))
        .setLegendVisible(false);
    chart
        .addSeries(
            what,
            points.stream().mapToDouble(Point::second).toArray(),
            points.stream().mapToDouble(Point::share).toArray())
        .setMarker(SeriesMarkers.NONE)
        .setLineStyle(new BasicStroke(2.5f))
        .setLineColor(palette.accent());
    for (int i = 0; i < marks.size(); i++) {
      mark(chart, marks.get(i), LINES[i % LINES.length]);
    }
    return chart;
  }

  private static void mark(XYChart chart, Mark mark, double height) {
    chart.addAnnotation(new AnnotationLine(mark.second(), true, false));
    chart.addAnnotation(new AnnotationText(mark.word(), mark.second(), height, false));
  }
}
