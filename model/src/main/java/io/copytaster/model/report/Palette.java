package io.copytaster.model.report;

import java.awt.Color;

/**
 * A chart's colours, for a light page or a dark one.
 *
 * @param paper behind everything
 * @param ink of labels; stands on {@code paper} and on {@code most} with a contrast above 4.5 to 1
 * @param rule of grid lines and borders
 * @param accent of what is measured
 * @param quiet of what stands behind it
 * @param least of a cell without rows
 * @param most of the cell with most rows
 */
record Palette(
    Color paper, Color ink, Color rule, Color accent, Color quiet, Color least, Color most) {

  static final Palette LIGHT =
      new Palette(
          new Color(0xFFFFFF),
          new Color(0x22272E),
          new Color(0xD5DAE0),
          new Color(0x0B5CAD),
          new Color(0xC3D7EC),
          new Color(0xF7F9FB),
          new Color(0x7FB3E6));

  static final Palette DARK =
      new Palette(
          new Color(0x16191D),
          new Color(0xE6E9ED),
          new Color(0x3A4048),
          new Color(0x6CB4FF),
          new Color(0x2C4763),
          new Color(0x1B1F24),
          new Color(0x1F5A96));
}
