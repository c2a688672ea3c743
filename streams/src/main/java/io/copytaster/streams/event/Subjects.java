package io.copytaster.streams.event;

import io.copytaster.schemas.published.PublishedSchemas;
import java.util.Optional;
import org.apache.avro.Schema;

/** What a schema registry has of this program's events, and the way to put them there. */
public final class Subjects {

  /** How one of our schemas stands to its subject. */
  public enum State {
    /** It is there. */
    REGISTERED,
    /** The subject is new, or takes it. */
    WELCOME,
    /** The subject's compatibility level forbids it. */
    INCOMPATIBLE
  }

  /**
   * One of our schemas at the registry.
   *
   * @param id under which it stands there; 0 if it does not
   */
  public record Standing(String subject, String event, State state, int id) {}

  private final SchemaRegistry registry;

  public Subjects(RegistryAccess access) {
    this.registry =
        new SchemaRegistry(
            new RegistryAccess(
                access.url(), access.user(), access.password(), true, access.timeout()));
  }

  /**
   * How the newest version of an event stands to the subject of a topic. Changes nothing.
   *
   * @throws RegistryUnavailableException if the registry is away
   * @throws RegistryRefusedException if it does not let us ask
   */
  public Standing look(String topic, Schema event) {
    String subject = ConfluentFrame.subject(topic);
    Schema newest = PublishedSchemas.newest(event.getFullName());
    Optional<Integer> id = registry.lookUp(subject, newest);
    State state =
        id.isPresent()
            ? State.REGISTERED
            : registry.takes(subject, newest) ? State.WELCOME : State.INCOMPATIBLE;
    return new Standing(subject, event.getName(), state, id.orElse(0));
  }

  /**
   * Registers the newest version of an event under the subject of a topic, if it is not there.
   *
   * @throws RegistryUnavailableException if the registry is away
   * @throws RegistryRefusedException if it does not take it
   */
  public Standing register(String topic, Schema event) {
    String subject = ConfluentFrame.subject(topic);
    int id = registry.id(subject, PublishedSchemas.newest(event.getFullName()));
    return new Standing(subject, event.getName(), State.REGISTERED, id);
  }
}
