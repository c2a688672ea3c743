package io.copytaster.faults;

import java.util.Locale;

/** What an instance holds of its machine. */
record Holdings(double residentBytes, double openTensors, double threads, double openFiles) {

  private static final double MEBIBYTE = 1 << 20;

  static Holdings of(MeterPage page) {
    return new Holdings(
        page.sum("copytaster_memory_resident_bytes"),
        page.sum("copytaster_tensors_open"),
        page.sum("jvm_threads_live_threads"),
        page.sum("process_files_open_files"));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.0f MiB, %.0f tensors, %.0f threads, %.0f files",
        residentBytes / MEBIBYTE,
        openTensors,
        threads,
        openFiles);
  }
}
