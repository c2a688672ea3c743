package io.copytaster.streams.cli;

import io.copytaster.model.dataset.LabeledText;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.feed.RawNewsEvents;
import io.copytaster.streams.review.Reviewer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whose the labels of a file are. */
final class ReviewerOptions {

  @Option(
      names = "--labeled-by",
      paramLabel = "publisher|editor",
      defaultValue = "publisher",
      converter = RoleConverter.class,
      description = "Who gave the labels of --reviewed: publisher, the default, or editor.")
  private Reviewer.Role role = Reviewer.Role.PUBLISHER;

  @Option(
      names = "--labeler",
      paramLabel = "NAME",
      description = "The publisher's or editor's name; by default that of the user who runs this.")
  private @Nullable String name;

  @Option(
      names = "--taxonomy",
      paramLabel = "NAME/VERSION",
      defaultValue = "",
      description = "Which labels these are, such as ag-news/1; by default nothing is said.")
  private String taxonomy = "";

  /** The event that gives a row's label. */
  LabeledNews label(LabeledText row, String label) {
    return new Reviewer(role, nameOrUser(name))
        .labels(RawNewsEvents.of(row), label, taxonomy, Instant.now());
  }

  /** A name that was given, or else the user's. */
  static String nameOrUser(@Nullable String name) {
    return name == null ? System.getProperty("user.name", "unknown") : name;
  }

  /** Roles as people write them. */
  static final class RoleConverter implements ITypeConverter<Reviewer.Role> {

    @Override
    public Reviewer.Role convert(String text) {
      for (Reviewer.Role role : Reviewer.Role.values()) {
        if (role.key().equals(text)) {
          return role;
        }
      }
      throw new TypeConversionException("expected publisher or editor, not '" + text + "'");
    }
  }
}
