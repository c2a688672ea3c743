package io.copytaster.streams.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How S3, or what speaks its protocol, is reached.
 *
 * @param address of the server; null for Amazon's own
 * @param region that requests are signed for
 * @param pathStyle whether the bucket stands in the path, not in the host's name
 * @param accessKey empty for the SDK's own chain of credentials
 * @param secretKey belongs to the access key; never printed
 */
public record S3Settings(
    @Nullable URI address,
    String region,
    boolean pathStyle,
    Password accessKey,
    Password secretKey) {

  static final Setting<Optional<URI>> ENDPOINT =
      new Setting<>(
          "storage.s3.endpoint",
          ValueType.orEmpty(ValueType.httpUrl()),
          "",
          "An S3-compatible server, such as `http://minio:9000`; empty for Amazon S3.");
  static final Setting<String> REGION =
      new Setting<>(
          "storage.s3.region",
          ValueType.matching("[a-z0-9-]{0,64}", "empty or a region's name, such as `eu-central-1`"),
          "",
          "The region; empty for what the AWS SDK finds in environment and profile, or with"
              + " `storage.s3.endpoint` for `us-east-1`.");
  static final Setting<Boolean> PATH_STYLE =
      new Setting<>(
          "storage.s3.path-style",
          ValueType.flag(),
          "false",
          "Name the bucket in the path instead of the host, as most S3-compatible servers want.");
  static final Setting<String> ACCESS_KEY =
      Setting.secret(
          "storage.s3.access-key",
          "Access key; empty for the AWS SDK's default chain: environment, profile, container,"
              + " instance.");
  static final Setting<String> SECRET_KEY =
      Setting.secret("storage.s3.secret-key", "The secret that belongs to the access key.");

  static final List<Setting<?>> ALL = List.of(ENDPOINT, REGION, PATH_STYLE, ACCESS_KEY, SECRET_KEY);

  /** The server; empty for Amazon's own. */
  public Optional<URI> endpoint() {
    return Optional.ofNullable(address);
  }

  static S3Settings from(SettingValues values) {
    return new S3Settings(
        values.get(ENDPOINT).orElse(null),
        values.get(REGION),
        values.get(PATH_STYLE),
        new Password(values.get(ACCESS_KEY)),
        new Password(values.get(SECRET_KEY)));
  }
}
