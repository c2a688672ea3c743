package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.RawNews;
import io.copytaster.streams.event.StandInRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The schemas that the services look up are there after one command, which may be repeated. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SchemasCommandTest {

  private final StandInRegistry registry = new StandInRegistry();

  @AfterEach
  void close() {
    registry.close();
  }

  private Run run(String verb, String... more) {
    var arguments = new String[3 + more.length];
    arguments[0] = "schemas";
    arguments[1] = verb;
    arguments[2] = "-Dregistry.url=" + registry.url();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Run.of(arguments);
  }

  @Test
  void register_putsEveryEventUnderItsTopicsSubject_onceForAll() {
    assertThat(run("list").lines()).hasSize(6).noneMatch(line -> line.matches(".*\\d  registered"));
    var first = run("register");
    assertThat(first.code()).isZero();
    assertThat(first.lines().get(0)).matches("SUBJECT +EVENT +ID +STATE");
    assertThat(first.lines().stream().skip(1).map(line -> line.split(" +")[0]))
        .containsExactly(
            "news.raw-value",
            "news.labeled-value",
            "news.reviewed-value",
            "news.shadow-value",
            "news.models-value");
    long asked = registry.requests().stream().filter(each -> each.contains("/versions")).count();
    assertThat(run("register").out()).isEqualTo(first.out());
    assertThat(registry.requests().stream().filter(each -> each.contains("/versions")))
        .as("nothing is registered twice")
        .hasSize((int) asked);
    assertThat(run("list").out()).isEqualTo(first.out());
  }

  @Test
  void check_failsWhereASubjectWouldRefuseOurs() {
    assertThat(run("check").code()).as("new subjects take anything").isZero();
    Schema foreign =
        SchemaBuilder.record(RawNews.getClassSchema().getFullName())
            .fields()
            .requiredString("somethingElse")
            .endRecord();
    registry.register("news.raw-value", foreign);
    var check = run("check");
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.lines().get(1)).startsWith("news.raw-value").endsWith("incompatible");
    assertThat(check.lines().get(2)).endsWith("not registered");
  }

  @Test
  void registryAway_isWaitedFor_forAsLongAsIsSaid() throws Exception {
    registry.failWith(503);
    var gaveUp = run("list", "--wait", "0");
    assertThat(gaveUp.code()).isEqualTo(1);
    assertThat(gaveUp.err().lines()).hasSize(1);
    assertThat(gaveUp.err()).contains("503", registry.url().toString());
    var waits = CompletableFuture.supplyAsync(() -> run("register", "--wait", "30"));
    Thread.sleep(500);
    registry.failWith(0);
    assertThat(waits.get(20, TimeUnit.SECONDS).code()).isZero();
  }

  @Test
  void withoutARegistry_saysWhichSettingNamesIt() {
    var run = Run.of("schemas", "list");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("registry.url is not set");
  }
}
