package io.copytaster.streams.broker;

import static io.copytaster.streams.broker.BrokerException.Category.REFUSED;
import static io.copytaster.streams.broker.BrokerException.Category.UNREACHABLE;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Waits for a cluster that is not there yet. */
final class BrokerConnection {

  private static final int ANSWER_WITHIN_MS = 3_000;

  private BrokerConnection() {}

  /**
   * An administration client of a cluster that has answered.
   *
   * @param properties of the client
   * @param say told once that there is no answer, and once that there is one after all
   * @throws BrokerException if there is no answer in time, or the broker refuses this client
   */
  static Admin await(Map<String, Object> properties, Patience patience, Consumer<String> say) {
    var servers = String.valueOf(properties.get("bootstrap.servers"));
    long start = System.nanoTime();
    for (int failures = 1; ; failures++) {
      try {
        var admin = answering(properties);
        if (failures > 1) {
          say.accept("Kafka answers at " + servers + ".");
        }
        return admin;
      } catch (AuthenticationException | AuthorizationException e) {
        throw new BrokerException(
            REFUSED,
            "Kafka at %s refuses this client: %s. Check copytaster.kafka.security.protocol and"
                    .formatted(servers, e.getMessage())
                + " the sasl.* and ssl.* properties beside it.",
            e);
      } catch (KafkaException e) {
        var waited = Duration.ofNanos(System.nanoTime() - start);
        var pause = patience.pauseAfter(failures, waited);
        if (pause.isEmpty()) {
          throw new BrokerException(
              UNREACHABLE,
              "No Kafka broker answered at %s for %d s. Check copytaster.kafka.bootstrap.servers."
                  .formatted(servers, waited.toSeconds()),
              e);
        }
        if (failures == 1) {
          say.accept(
              "No Kafka broker answers at %s (copytaster.kafka.bootstrap.servers); trying again."
                  .formatted(servers));
        }
        sleep(pause.get());
      }
    }
  }

  private static Admin answering(Map<String, Object> properties) {
    var admin = Admin.create(properties);
    try {
      admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_WITHIN_MS)).nodes().get();
      return admin;
    } catch (ExecutionException e) {
      admin.close(Duration.ZERO);
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      admin.close(Duration.ZERO);
      throw interrupted();
    }
  }

  static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static BrokerException interrupted() {
    Thread.currentThread().interrupt();
    return new BrokerException(UNREACHABLE, "Told to stop while waiting for Kafka.");
  }
}
