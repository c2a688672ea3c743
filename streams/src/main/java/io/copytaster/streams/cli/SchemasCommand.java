package io.copytaster.streams.cli;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.config.TopicSettings;
import io.copytaster.streams.event.RegistryAccess;
import io.copytaster.streams.event.Subjects;
import io.copytaster.streams.event.Subjects.Standing;
import io.copytaster.streams.event.Subjects.State;
import io.copytaster.streams.service.WireFormats;
import io.copytaster.streams.topology.RegistryPatience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schemas}: the events' schemas in a registry. */
@Command(
    name = "schemas",
    description = {
      "Shows and registers the schemas of the events that the topics carry.",
      "",
      "list says what the registry has; check also fails if a subject would refuse one of ours,"
          + " which is what to ask before a new version is deployed; register puts there what is"
          + " missing, and may be run again. A registry that is away is waited for."
    },
    exitCodeList = {
      " 0:done",
      " 1:the registry is away, refuses, or (check, register) a schema is incompatible",
      " 2:an option, a setting or its value is wrong"
    },
    footer = {
      "  copytaster schemas register -Dregistry.url=http://localhost:8081/apis/ccompat/v7",
      "  copytaster schemas check --config news.properties"
    })
final class SchemasCommand implements Callable<Integer> {

  /** What is done about the schemas. */
  enum Verb {
    LIST,
    CHECK,
    REGISTER
  }

  @Parameters(paramLabel = "list|check|register", description = "What to do.")
  private @Nullable Verb verb;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long a registry that is away is waited for. Default: ${DEFAULT-VALUE}.")
  private long wait;

  @Mixin private CommonOptions common = new CommonOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    return common.run(new Shortcuts(), this::run);
  }

  private int run(Settings settings) {
    RegistryAccess access =
        WireFormats.access(settings.registry())
            .orElseThrow(
                () ->
                    new ParameterException(
                        command.commandLine(),
                        "registry.url is not set: there is no registry to ask"));
    var subjects = new Subjects(access);
    List<Standing> standings =
        verb == Verb.REGISTER
            ? each(settings.topics(), subjects::register)
            : each(settings.topics(), subjects::look);
    var columns = new Columns("SUBJECT", "EVENT", "ID", "STATE");
    standings.forEach(
        each ->
            columns.row(
                each.subject(), each.event(), each.id() == 0 ? "-" : "" + each.id(), state(each)));
    columns.print(common.out());
    boolean refused = standings.stream().anyMatch(each -> each.state() == State.INCOMPATIBLE);
    return verb == Verb.CHECK && refused ? ExitCodes.FAILED : ExitCodes.DONE;
  }

  private List<Standing> each(TopicSettings topics, BiFunction<String, Schema, Standing> question) {
    var standings = new ArrayList<Standing>();
    try (var patience = new RegistryPatience(Duration.ofSeconds(wait))) {
      events(topics)
          .forEach(
              (topic, event) -> standings.add(patience.ask(() -> question.apply(topic, event))));
    }
    return standings;
  }

  private static Map<String, Schema> events(TopicSettings topics) {
    var events = new LinkedHashMap<String, Schema>();
    events.put(topics.raw(), RawNews.getClassSchema());
    events.put(topics.labeled(), LabeledNews.getClassSchema());
    events.put(topics.reviewed(), LabeledNews.getClassSchema());
    events.put(topics.shadow(), LabeledNews.getClassSchema());
    events.put(topics.models(), ModelAnnouncement.getClassSchema());
    return events;
  }

  private static String state(Standing standing) {
    return switch (standing.state()) {
      case REGISTERED -> "registered";
      case WELCOME -> "not registered";
      case INCOMPATIBLE -> State.INCOMPATIBLE.name().toLowerCase(Locale.ROOT);
    };
  }
}
