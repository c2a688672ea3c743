package io.copytaster.streams.cli;

import io.copytaster.streams.access.Right;
import io.copytaster.streams.access.Role;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code acls}: what the brokers must allow each role. */
@Command(
    name = "acls",
    description = {
      "Shows what the brokers must allow each role, with the topics and groups of the settings.",
      "",
      "With --principal the answer is a kafka-acls.sh command for each resource; with --apply the"
          + " rights are given at once. What a role is not given here it does not need."
    },
    footer = {
      "  copytaster acls",
      "  copytaster acls serve --principal User:serve --config news.properties",
      "  copytaster acls reader --principal User:dashboard --apply --config admin.properties"
    })
final class AclsCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(
      arity = "0..1",
      paramLabel = "serve|retrain|editor|reader|producer|operator",
      description = "One role; without it all of them.")
  private @Nullable Role role;

  @Option(
      names = "--principal",
      paramLabel = "TYPE:NAME",
      description = "Who is to have the rights, such as User:serve.")
  private @Nullable String principal;

  @Option(names = "--apply", description = "Give the principal the rights of the role.")
  private boolean apply;

  @ArgGroup(validate = false, heading = KafkaOptions.HEADING, order = 2)
  private KafkaOptions kafka = new KafkaOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    var shortcuts = new Shortcuts();
    kafka.addTo(shortcuts);
    return common.run(shortcuts, this::show);
  }

  private int show(Settings settings) {
    if (principal == null && !apply) {
      table(settings);
    } else if (role == null || principal == null) {
      throw new ParameterException(
          command.commandLine(), "say whose rights: a role, and --principal such as User:serve");
    } else if (apply) {
      apply(settings, role.rights(settings), principal);
    } else {
      role.rights(settings)
          .forEach(right -> common.out().println(line(settings, right, principal)));
    }
    return ExitCodes.DONE;
  }

  private void table(Settings settings) {
    var columns = new Columns("ROLE", "RESOURCE", "NAME", "OPERATIONS", "BECAUSE IT");
    for (Role each : role == null ? List.of(Role.values()) : List.of(role)) {
      for (Right right : each.rights(settings)) {
        columns.row(
            each.id(),
            right.type().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            right.name() + (right.pattern() == PatternType.PREFIXED ? "*" : ""),
            right.operations().stream().map(AclsCommand::word).collect(Collectors.joining(", ")),
            right.why());
      }
    }
    columns.print(common.out());
  }

  private void apply(Settings settings, List<Right> rights, String to) {
    List<AclBinding> bindings =
        rights.stream().flatMap(right -> right.bindings(to).stream()).toList();
    try (var admin = TopicAdmin.connect(settings, Patience.upTo(PATIENCE), common.err()::println)) {
      admin.allow(bindings);
    }
    common.out().printf("%s has %d rights%n", to, bindings.size());
  }

  /** A command of Kafka's own tool. */
  private static String line(Settings settings, Right right, String to) {
    var words =
        new ArrayList<>(
            List.of(
                "kafka-acls.sh --bootstrap-server",
                settings.kafka().bootstrapServers(),
                "--add --allow-principal",
                quoted(to)));
    right.operations().forEach(operation -> words.add("--operation " + word(operation)));
    words.add(
        switch (right.type()) {
          case TOPIC -> "--topic";
          case GROUP -> "--group";
          default -> "--transactional-id";
        });
    words.add(quoted(right.name()));
    if (right.pattern() == PatternType.PREFIXED) {
      words.add("--resource-pattern-type prefixed");
    }
    return String.join(" ", words);
  }

  private static String quoted(String word) {
    return word.matches("[\\w.:=,/-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** As Kafka's tool spells it: {@code DescribeConfigs}. */
  private static String word(AclOperation operation) {
    return Arrays.stream(operation.name().split("_"))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
