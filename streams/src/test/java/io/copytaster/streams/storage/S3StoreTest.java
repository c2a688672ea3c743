package io.copytaster.streams.storage;

import static io.copytaster.streams.storage.Fixtures.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a server that speaks S3's protocol over HTTP and checks every signature. */
class S3StoreTest extends CheckpointStoreGuarantees {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static S3Server server;
  private String bucket = "none";

  @BeforeAll
  static void start() {
    server = S3Server.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Override
  CheckpointStore open() {
    if (bucket.equals("none")) {
      bucket = "news-" + NUMBER.incrementAndGet();
      server.createBucket(bucket);
    }
    return CheckpointStores.of(server.settings(location(), Map.of()));
  }

  private String location() {
    return "s3://" + bucket + "/models/desks";
  }

  @Test
  void published_isNamedByBucketAndPrefix() throws IOException {
    Path checkpoint = Fixtures.checkpoint(directory.resolve("new"), "weights");
    try (var store = open()) {
      assertThat(store.publish(checkpoint, ID)).hasToString(location() + "/" + ID);
    }
  }

  @Test
  void withoutItsManifest_isNotThere_andIsPublishedAgain() throws IOException {
    Path checkpoint = Fixtures.checkpoint(directory.resolve("new"), "weights");
    try (var store = open()) {
      store.publish(checkpoint, ID);
      server.removeObject(bucket, "models/desks/" + ID + "/manifest.json");
      assertThat(store.ids()).isEmpty();
      store.publish(checkpoint, ID);
      assertThat(store.ids()).containsExactly(ID);
    }
  }

  @Test
  void wrongSecret_isWorthTryingAgain_andNamesTheSettings() throws IOException {
    Path checkpoint = Fixtures.checkpoint(directory.resolve("new"), "weights");
    try (var store =
        CheckpointStores.of(
            server.settings(location(), Map.of("storage.s3.secret-key", "wrong")))) {
      assertThatIOException()
          .isThrownBy(() -> store.publish(checkpoint, ID))
          .withMessageContaining("storage.s3.*")
          .withMessageNotContaining("wrong");
    }
  }

  @Test
  void serverThatIsAway_isWorthTryingAgain() {
    var settings = server.settings(location(), Map.of("storage.s3.endpoint", "http://127.0.0.1:1"));
    try (var store = CheckpointStores.of(settings)) {
      assertThatIOException().isThrownBy(store::ids).withMessageContaining("storage.s3.*");
    }
  }
}
