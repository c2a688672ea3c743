package io.copytaster.streams.cli;

import io.copytaster.model.checkpoint.AtomicDirectory;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointImport;
import io.copytaster.model.checkpoint.Manifest;
import io.copytaster.model.checkpoint.ShippedCheckpoint;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.Announcements;
import io.copytaster.streams.announce.Channel;
import io.copytaster.streams.announce.Decider;
import io.copytaster.streams.announce.Decisions;
import io.copytaster.streams.announce.ModelAnnouncements;
import io.copytaster.streams.announce.Models;
import io.copytaster.streams.announce.Publication;
import io.copytaster.streams.announce.Retention;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.storage.CheckpointStore;
import io.copytaster.streams.storage.CheckpointStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code checkpoint promote}: another champion, or challenger. */
@Command(
    name = "promote",
    description = {
      "Announces a checkpoint as champion: every instance fetches it, tries it and changes to it.",
      "",
      "A directory is published to storage.location first. One that an instance cannot use is"
          + " refused there, and what served goes on serving."
    },
    exitCodeList = {
      " 0:announced",
      " 1:refused or failed; the last line on standard error says why",
      " 2:an option, a setting or its value is wrong"
    },
    footer = {
      "  copytaster checkpoint promote models/desks --reason 'new desk: climate'",
      "  copytaster checkpoint promote desks-0f8fad5bd9cb --challenger",
      "  copytaster checkpoint promote shipped"
    })
final class CheckpointPromoteCommand implements Callable<Integer> {

  private static final String SHIPPED = "shipped";

  @Parameters(
      index = "0",
      paramLabel = "ID|DIR",
      description =
          "The identifier of a checkpoint that was announced or stood before the gate, or a"
              + " directory, or the word shipped for the classifier of the program.")
  private String checkpoint = "";

  @Option(
      names = "--challenger",
      description = "As challenger: it only labels beside the champion.")
  private boolean challenger;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
  private String reason = "promoted by hand";

  @Mixin private ModelLogOptions options = new ModelLogOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return options.run(common, this::promote);
  }

  private void promote(Settings settings, Announcements log) throws IOException {
    try (var store = CheckpointStores.of(settings)) {
      var models = log.read();
      if (checkpoint.equals(SHIPPED)) {
        var shipped = ShippedCheckpoint.open(CheckpointStores.encoders(settings));
        announce(log, models, ModelAnnouncements.of(shipped));
      } else if (models.find(checkpoint).isPresent() || !Files.isDirectory(Path.of(checkpoint))) {
        var decision = Decisions.promote(models, checkpoint, channel(), operator());
        announce(log, ModelLog.require(decision).announcement());
      } else {
        publish(settings, log, models, store);
      }
      new Retention(settings.storage().keep()).apply(store, log.read());
    }
  }

  private void publish(Settings settings, Announcements log, Models models, CheckpointStore store)
      throws IOException {
    var encoders = CheckpointStores.encoders(settings);
    Path directory = Path.of(checkpoint).toAbsolutePath().normalize();
    Path scratch = Files.createTempDirectory("copytaster-");
    try {
      Checkpoint whole =
          Manifest.read(directory).isPresent()
              ? Checkpoint.open(directory, encoders)
              : CheckpointImport.importDirectory(
                  directory, scratch.resolve(directory.getFileName()), encoders);
      // Refused before anything is published, if it is.
      ModelLog.require(
          Decisions.promote(models, ModelAnnouncements.of(whole), channel(), operator()));
      announce(log, models, Publication.of(whole, store, encoders));
    } finally {
      AtomicDirectory.deleteTree(scratch);
    }
  }

  private void announce(Announcements log, Models models, ModelAnnouncement candidate) {
    var decision = Decisions.promote(models, candidate, channel(), operator());
    announce(log, ModelLog.require(decision).announcement());
  }

  private void announce(Announcements log, ModelAnnouncement announcement) {
    log.announce(announcement);
    String before = announcement.getSupersedes();
    common
        .out()
        .printf(
            "announced %s as %s%s%n",
            announcement.getModel(),
            announcement.getChannel(),
            before == null ? "" : " instead of " + before);
  }

  private Channel channel() {
    return challenger ? Channel.CHALLENGER : Channel.CHAMPION;
  }

  private Decider operator() {
    return ModelLog.operator(reason);
  }
}
