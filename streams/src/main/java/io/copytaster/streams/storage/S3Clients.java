package io.copytaster.streams.storage;

import io.copytaster.streams.config.S3Settings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Amazon's client for S3, as the settings say. */
final class S3Clients {

  private static final Region ANY = Region.US_EAST_1;

  private S3Clients() {}

  /**
   * @throws IllegalArgumentException if no region is set and the SDK finds none
   */
  static S3Client of(S3Settings settings) {
    S3ClientBuilder client =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .forcePathStyle(settings.pathStyle())
            // The trailing checksums that the SDK would add are unknown to many other servers.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    settings.endpoint().ifPresent(client::endpointOverride);
    if (!settings.region().isEmpty()) {
      client.region(Region.of(settings.region()));
    } else if (settings.endpoint().isPresent()) {
      client.region(ANY);
    }
    if (!settings.accessKey().value().isEmpty()) {
      client.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(
                  settings.accessKey().value(), settings.secretKey().value())));
    }
    try {
      return client.build();
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(
          "no client for S3: " + e.getMessage() + " Set storage.s3.region, or AWS_REGION.", e);
    }
  }
}
