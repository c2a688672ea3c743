package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.LabeledNews;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that changes its model all the time labels every article once, under exactly-once, and
 * holds no more of the machine than before.
 */
@EnabledOnOs(OS.LINUX) // says what a process holds in /proc
class SwapUnderLoadTest {

  /** At most 3 % more. */
  private static final int GROWTH_PERCENT = 103;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What is sent ahead of the labels, so that the service never waits for an article. */
  private static final int AHEAD = 3_000;

  /** What the launcher sets for {@code serve}. */
  private static final String KERNELS = "128";

  private record Holdings(int swap, long resident, long files, long threads) {

    private static Holdings parse(String line) {
      String[] words = line.split(" ");
      return new Holdings(
          Integer.parseInt(words[1]),
          Long.parseLong(words[2]),
          Long.parseLong(words[3]),
          Long.parseLong(words[4]));
    }
  }

  private record Report(Set<String> models, List<Holdings> holdings) {}

  @TempDir private Path directory;

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void fiftySwaps_nothingMissingNothingTwice_everyLabelByAnAnnouncedModel() throws Exception {
    run(50, 0);
  }

  @Test
  @Tag("slow")
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void thousandSwaps_residentMemoryFilesAndThreadsDoNotGrow() throws Exception {
    List<Holdings> holdings = run(1_000, 40_000);
    Holdings settled = holdings.get(0);
    Holdings last = holdings.get(holdings.size() - 1);
    assertThat(last.resident())
        .as("KiB of %s", last)
        .isLessThan(settled.resident() * GROWTH_PERCENT / 100);
    assertThat(last.files()).as("open files").isLessThanOrEqualTo(settled.files() + 2);
    assertThat(last.threads()).as("threads").isLessThanOrEqualTo(settled.threads());
  }

  /**
   * @param ordinary articles before the first swap, so that the JVM itself has settled
   */
  private List<Holdings> run(int swaps, int ordinary) throws Exception {
    try (var stream = TestStream.create("engine.batch-tokens", "512");
        var harvest = stream.harvest()) {
      Process process = start(swaps, ordinary, stream.values());
      var reading = CompletableFuture.supplyAsync(() -> read(process));
      var sent = new ArrayList<String>();
      try {
        while (!reading.isDone()) {
          sent.addAll(stream.sendArticles(sent.size(), harvest.size() + AHEAD));
          harvest.await(sent.size() - AHEAD / 2, PATIENCE);
        }
        harvest.awaitKeys(sent.size(), PATIENCE);
      } finally {
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
      Report report = reading.get();
      assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(harvest.deadKeys()).isEmpty();
      judge(swaps, harvest, report);
      return report.holdings();
    }
  }

  private static void judge(int swaps, Harvest harvest, Report report) {
    Map<String, Integer> byModel = new HashMap<>();
    var moments = new ArrayList<Long>();
    for (var record : harvest.labelled()) {
      LabeledNews event = harvest.decode(record);
      byModel.merge(event.getModel(), 1, Integer::sum);
      moments.add(event.getLabeledAt().toEpochMilli());
    }
    assertThat(report.models()).containsAll(byModel.keySet());
    assertThat(byModel).as("the three that took turns").hasSizeGreaterThanOrEqualTo(3);
    System.out.printf(
        "SwapUnderLoadTest: %d swaps, %,d articles; longest gap between two labels %d ms; %s, %s%n",
        swaps,
        harvest.labelled().size(),
        longestGap(moments),
        report.holdings().get(0),
        report.holdings().get(report.holdings().size() - 1));
  }

  /** Between the first label and the last. */
  private static long longestGap(List<Long> moments) {
    moments.sort(null);
    long longest = 0;
    for (int i = 1; i < moments.size(); i++) {
      longest = Math.max(longest, moments.get(i) - moments.get(i - 1));
    }
    return longest;
  }

  private Process start(int swaps, int ordinary, Map<String, String> settings) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A heap that is touched for the first time looks like a leak.
                "-Xms192m",
                "-Xmx192m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                // So does the compiler's memory, which takes minutes to settle.
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Dtest.log=target/swap.log",
                "-cp",
                System.getProperty("java.class.path"),
                SwapMain.class.getName(),
                Integer.toString(swaps),
                Integer.toString(ordinary),
                directory.toString()));
    settings.forEach((name, value) -> command.add(name + "=" + value));
    var process = new ProcessBuilder(command).redirectError(Path.of("target", "swap.err").toFile());
    process.environment().put("ONEDNN_PRIMITIVE_CACHE_CAPACITY", KERNELS);
    return process.start();
  }

  /** What the service says until it has made all its swaps. */
  private static Report read(Process process) {
    var models = new HashSet<String>();
    var holdings = new ArrayList<Holdings>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("end")) {
          return new Report(models, holdings);
        } else if (line.startsWith("holdings ")) {
          holdings.add(Holdings.parse(line));
        } else if (line.startsWith("start ") || line.startsWith("announced ")) {
          models.add(line.substring(line.indexOf(' ') + 1));
        }
      }
      throw new AssertionError("the service ended early; target/swap.err says why");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
