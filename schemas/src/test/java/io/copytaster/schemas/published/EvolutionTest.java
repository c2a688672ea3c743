package io.copytaster.schemas.published;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The rules catch what they are for. */
class EvolutionTest {

  private static final Schema FIRST = event("{'name': 'id', 'type': 'string', 'doc': 'Which.'}");

  @Test
  void fieldAddedWithDefault_isFine() {
    Schema next =
        event(
            "{'name': 'id', 'type': 'string', 'doc': 'Which.'},"
                + "{'name': 'desk', 'type': 'string', 'default': '', 'doc': 'Whose.'}");
    assertThat(Evolution.incompatible(FIRST, next)).isEmpty();
    assertThat(Evolution.addedWithoutDefault(FIRST, next)).isEmpty();
    assertThat(Evolution.undocumented(next)).isEmpty();
  }

  @Test
  void fieldAddedWithoutDefault_isCaught() {
    Schema next = event("{'name': 'id', 'type': 'string'}, {'name': 'desk', 'type': 'string'}");
    assertThat(Evolution.incompatible(FIRST, next)).hasSize(1);
    assertThat(Evolution.addedWithoutDefault(FIRST, next)).containsExactly("Event.desk");
  }

  @Test
  void fieldRemovedThatHadNoDefault_isCaught() {
    Schema next = event("{'name': 'desk', 'type': 'string', 'default': ''}");
    assertThat(Evolution.incompatible(FIRST, next)).hasSize(1);
  }

  @Test
  void typeChanged_isCaughtBothWays() {
    Schema next = event("{'name': 'id', 'type': 'long'}");
    assertThat(Evolution.incompatible(FIRST, next)).hasSize(2);
  }

  @Test
  void missingDocs_areNamed() {
    Schema nested =
        event(
            "{'name': 'all', 'type': {'type': 'array', 'items':"
                + " {'type': 'record', 'name': 'One', 'fields':"
                + " [{'name': 'x', 'type': 'int'}]}}, 'doc': 'All.'}");
    assertThat(Evolution.undocumented(nested)).containsExactly("One", "One.x");
  }

  @Test
  void enums_areFoundInsideUnionsAndMaps() {
    Schema nested =
        event(
            "{'name': 'desk', 'type': ['null', {'type': 'map', 'values':"
                + " {'type': 'enum', 'name': 'Desk', 'symbols': ['WORLD']}}]}");
    assertThat(Evolution.enums(nested)).containsExactly("Desk");
  }

  private static Schema event(String fields) {
    String text =
        "{'type': 'record', 'name': 'Event', 'doc': 'An event.', 'fields': [" + fields + "]}";
    return new Schema.Parser().parse(text.replace('\'', '"'));
  }
}
