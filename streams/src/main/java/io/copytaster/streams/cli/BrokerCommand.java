package io.copytaster.streams.cli;

import io.copytaster.streams.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code broker}: the embedded broker alone, in the foreground. */
@Command(
    name = "broker",
    description = {
      "Runs the embedded Kafka broker alone, until it is told to stop.",
      "",
      "For trying things out: one node, on this machine only. A restart on the same directory has"
          + " every topic, record and offset."
    },
    exitCodeList = {
      " 0:stopped by SIGTERM or Ctrl-C; everything is on disk",
      " 1:failed; the last line on standard error says why",
      " 2:an option, a setting or its value is wrong"
    },
    footer = "  copytaster broker --directory /tmp/news-broker --port 9092")
final class BrokerCommand implements Callable<Integer> {

  @Option(
      names = "--directory",
      required = true,
      paramLabel = "DIR",
      description = "Where the data are kept; created if it is missing.")
  private Path directory = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9092",
      description = "Where clients connect; 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return common.run(new Shortcuts(), settings -> StopSignals.endBySignal(this::untilTold));
  }

  private int untilTold() throws InterruptedException {
    try (var broker = EmbeddedBroker.start(directory, port)) {
      common.out().println("bootstrap servers: " + broker.bootstrapServers());
      new CountDownLatch(1).await();
      return ExitCodes.DONE;
    }
  }
}
