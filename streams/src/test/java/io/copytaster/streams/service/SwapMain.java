package io.copytaster.streams.service;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.swap.Awaiting;
import io.copytaster.streams.swap.TestCheckpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A service in a JVM of its own that changes its model again and again, and says what it holds of
 * the machine meanwhile.
 */
final class SwapMain {

  /** The tenth swap is the first whose holdings are compared. */
  static final int SETTLED = 10;

  private SwapMain() {}

  /**
   * Takes a number of swaps, of articles before the first, a directory for checkpoints, and
   * settings as {@code name=value}.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int swaps = Integer.parseInt(arguments[0]);
    int ordinary = Integer.parseInt(arguments[1]);
    List<ModelAnnouncement> models = models(Path.of(arguments[2]));
    Map<String, String> values = new HashMap<>();
    for (String setting : List.of(arguments).subList(3, arguments.length)) {
      int equals = setting.indexOf('=');
      values.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    Settings settings = Settings.of(values);
    var feed = ModelFeed.of(settings, TestCheckpoint::obtain);
    try (var service =
        LabelingService.start(settings, feed, new SimpleMeterRegistry(), List.of())) {
      System.out.println("start " + service.model());
      service.awaitRunning();
      while (service.engine().statistics().articles() < ordinary) {
        Thread.sleep(50);
      }
      for (int swap = 1; swap <= swaps; swap++) {
        ModelAnnouncement next = models.get(swap % models.size());
        service.announced(next);
        Awaiting.until(() -> service.model().equals(next.getModel()));
        long labelled = service.engine().statistics().articles();
        Awaiting.until(() -> service.engine().statistics().articles() > labelled);
        if (swap % SETTLED == 0) {
          System.out.println(holdings(swap));
        }
      }
      models.forEach(model -> System.out.println("announced " + model.getModel()));
      System.out.println("end");
      while (System.in.read() >= 0) {
        // The parent says nothing; the end of the stream is the message.
      }
    }
    System.exit(0);
  }

  private static List<ModelAnnouncement> models(Path directory) {
    var models = new ArrayList<ModelAnnouncement>();
    for (int seed = 21; seed < 24; seed++) {
      models.add(TestCheckpoint.write(directory, "m" + seed, seed).announcement());
    }
    return models;
  }

  /** {@code holdings SWAP RESIDENT-KIB FILES THREADS}, after a collection of garbage. */
  private static String holdings(int swap) throws IOException {
    System.gc();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    return "holdings " + swap + " " + residentKibibytes() + " " + openFiles() + " " + threads;
  }

  private static long residentKibibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
