package io.copytaster.faults;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips a class, saying so, where no container engine answers; with {@code -Dcontainers=required}
 * that is a failure.
 */
final class ContainersCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (DockerClientFactory.instance().isDockerAvailable()) {
      return ConditionEvaluationResult.enabled("a container engine answers");
    }
    String reason = "no container engine answers: try docker info";
    if ("required".equals(System.getProperty("containers"))) {
      throw new IllegalStateException(reason + " (-Dcontainers=required)");
    }
    System.out.println("SKIPPED " + context.getDisplayName() + ": " + reason);
    return ConditionEvaluationResult.disabled(reason);
  }
}
