package io.copytaster.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * KEDA's resource of this name, version v1alpha1, as far as it is used here.
 *
 * @see <a href="https://keda.sh/docs/latest/reference/scaledobject-spec/">its specification</a>
 */
record ScaledObject(String apiVersion, String kind, JsonNode metadata, Spec spec) {

  record Spec(
      Target scaleTargetRef,
      int pollingInterval,
      int minReplicaCount,
      int maxReplicaCount,
      Fallback fallback,
      JsonNode advanced,
      List<Trigger> triggers) {

    Spec {
      triggers = List.copyOf(triggers);
    }
  }

  record Target(String apiVersion, String kind, String name) {}

  record Fallback(int failureThreshold, int replicas) {}

  record Trigger(
      String type, String name, @Nullable String metricType, Map<String, String> metadata) {

    Trigger {
      metadata = Map.copyOf(metadata);
    }
  }
}
