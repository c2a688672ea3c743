package io.copytaster.model.report;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.img;
import static j2html.TagCreator.picture;
import static j2html.TagCreator.source;

import j2html.tags.DomContent;
import java.util.function.Function;
import org.knowm.xchart.internal.chartpart.Chart;

/** A chart on the page, in the colours that its reader prefers. */
final class ThemedFigure {

  private ThemedFigure() {}

  static DomContent of(Function<Palette, Chart<?, ?>> chart, String alternative, String caption) {
    Picture light = Picture.of(chart.apply(Palette.LIGHT));
    Picture dark = Picture.of(chart.apply(Palette.DARK));
    return figure(
        picture(
            source().withMedia("(prefers-color-scheme: dark)").withSrcset(dark.address()),
            img()
                .withSrc(light.address())
                .withAlt(alternative)
                .attr("width", light.width())
                .attr("height", light.height())),
        figcaption(caption));
  }
}
