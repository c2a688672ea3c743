package io.copytaster.streams.cli;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.deadletter.DeadLetter;
import io.copytaster.streams.deadletter.Receipt;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.BadEventException;
import io.copytaster.streams.feed.TopicReader;
import io.copytaster.streams.service.WireFormats;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tail}: the labelled topic, or the dead letters, as they come. */
@Command(
    name = "tail",
    description = {
      "Shows labels, or dead letters, as they come.",
      "",
      "Reads committed records only and in no consumer group, so nobody notices. A record that"
          + " cannot be read is named on standard error and passed over."
    },
    exitCodeList = {
      " 0:ended by --limit or --timeout, or because nobody reads its output any more",
      " 1:failed; the last line on standard error says why",
      " 2:an option, a setting or its value is wrong",
      "130:ended by Ctrl-C"
    },
    footer = {
      "  copytaster tail",
      "  copytaster tail --from-beginning --json --timeout 5 > labels.jsonl",
      "  copytaster tail --dead-letters --from-beginning"
    })
final class TailCommand implements Callable<Integer> {

  private static final Duration POLL = Duration.ofMillis(200);

  @Option(
      names = "--from-beginning",
      description = "Start at the oldest record instead of with what comes from now on.")
  private boolean fromBeginning;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "End after so many records; 0, the default, is never.")
  private long limit;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "End when nothing has come for so long; 0, the default, is never.")
  private double timeout;

  @Option(
      names = "--dead-letters",
      description = "The dead-letter topic: why, where the record lay, its size and key.")
  private boolean deadLetters;

  @Option(names = "--json", description = "JSON Lines instead of lines for people.")
  private boolean json;

  @ArgGroup(validate = false, heading = KafkaOptions.HEADING, order = 2)
  private KafkaOptions kafka = new KafkaOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    var shortcuts = new Shortcuts();
    kafka.addTo(shortcuts);
    return common.run(shortcuts, this::tail);
  }

  private int tail(Settings settings) {
    var topics = settings.topics();
    var format = deadLetters ? deadLetters() : labels(settings);
    var topic = List.of(deadLetters ? topics.deadLetter() : topics.labeled());
    try (var reader = TopicReader.open(settings, topic, fromBeginning)) {
      long seen = 0;
      long last = System.nanoTime();
      while (!isOver(seen, System.nanoTime() - last)) {
        for (var record : reader.poll(POLL)) {
          if (!isOver(seen, 0) && !(deadLetters && Receipt.isReceipt(record))) {
            show(format, record);
            seen++;
          }
          last = System.nanoTime();
        }
      }
    }
    return ExitCodes.DONE;
  }

  private boolean isOver(long seen, long silentNanos) {
    return (limit > 0 && seen >= limit)
        || (timeout > 0 && silentNanos > timeout * 1e9)
        || common.out().checkError();
  }

  private void show(
      Function<ConsumerRecord<byte[], byte[]>, String> format,
      ConsumerRecord<byte[], byte[]> record) {
    try {
      common.out().println(format.apply(record));
    } catch (BadEventException e) {
      common
          .err()
          .printf(
              "%s-%d@%d: %s%n",
              record.topic(), record.partition(), record.offset(), e.getMessage());
    }
  }

  private Function<ConsumerRecord<byte[], byte[]>, String> labels(Settings settings) {
    var decoder = new AvroDecoder<>(WireFormats.of(settings.registry()), LabeledNews.class);
    var lines = lines();
    return record -> {
      byte[] value = record.value() == null ? new byte[0] : record.value();
      var line = LabeledLine.of(decoder.decode(value), record);
      return json ? Json.line(line) : lines.labelled(line, record.timestamp());
    };
  }

  private Function<ConsumerRecord<byte[], byte[]>, String> deadLetters() {
    var lines = lines();
    return record -> {
      var letter = DeadLetter.of(record);
      return json ? Json.line(letter) : lines.deadLetter(letter, record.timestamp());
    };
  }

  private static TerminalLines lines() {
    return new TerminalLines(Ansi.AUTO, ZoneId.systemDefault());
  }
}
