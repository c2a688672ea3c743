package io.copytaster.streams.access;

import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What may be done with one resource of a cluster. Read and write include describe.
 *
 * @param name of the resource, or what its name begins with
 * @param why it is needed
 */
public record Right(
    ResourceType type,
    String name,
    PatternType pattern,
    List<AclOperation> operations,
    String why) {

  private static final String ANY_HOST = "*";

  public Right {
    operations = List.copyOf(operations);
  }

  static Right topic(String name, String why, AclOperation... operations) {
    return new Right(ResourceType.TOPIC, name, PatternType.LITERAL, List.of(operations), why);
  }

  static Right group(String name, String why) {
    return new Right(
        ResourceType.GROUP, name, PatternType.LITERAL, List.of(AclOperation.READ), why);
  }

  static Right transactions(String name, PatternType pattern, String why) {
    return new Right(
        ResourceType.TRANSACTIONAL_ID,
        name,
        pattern,
        List.of(AclOperation.DESCRIBE, AclOperation.WRITE),
        why);
  }

  /**
   * As the brokers keep it.
   *
   * @param principal such as {@code User:serve}
   */
  public List<AclBinding> bindings(String principal) {
    var resource = new ResourcePattern(type, name, pattern);
    return operations.stream()
        .map(
            operation ->
                new AclBinding(
                    resource,
                    new AccessControlEntry(
                        principal, ANY_HOST, operation, AclPermissionType.ALLOW)))
        .toList();
  }
}
