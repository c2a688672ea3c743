package io.copytaster.benchmarks.parts;

import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs one part under JMH, or all. */
@Command(
    name = "jmh",
    description = "Times a part by itself: tokenizing, batcher, collation or decoding.",
    mixinStandardHelpOptions = true)
public final class JmhCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", defaultValue = "", description = "A part; without one, all.")
  private String name = "";

  /** Prints JMH's own table, with what is allocated. */
  @Override
  public Integer call() throws Exception {
    var options =
        new OptionsBuilder()
            .include(Parts.class.getName() + "\\." + name)
            .addProfiler(GCProfiler.class)
            .build();
    return new Runner(options).run().isEmpty() ? 1 : 0;
  }
}
