package io.copytaster.streams.storage;

import io.copytaster.streams.config.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;

/** An S3 server in this process, whose objects lie in memory. */
final class S3Server implements AutoCloseable {

  static final String ACCESS_KEY = "reader";
  static final String SECRET_KEY = "hunter2";

  private final BlobStoreContext objects;
  private final S3Proxy server;

  private S3Server(BlobStoreContext objects, S3Proxy server) {
    this.objects = objects;
    this.server = server;
  }

  static S3Server start() {
    var objects =
        ContextBuilder.newBuilder(new TransientApiMetadata())
            .credentials(ACCESS_KEY, SECRET_KEY)
            .overrides(new Properties())
            .build(BlobStoreContext.class);
    var server =
        S3Proxy.builder()
            .blobStore(objects.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .ignoreUnknownHeaders(true)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server did not start", e);
    }
    return new S3Server(objects, server);
  }

  void createBucket(String name) {
    objects.getBlobStore().createContainerInLocation(null, name);
  }

  void removeObject(String bucket, String key) {
    objects.getBlobStore().removeBlob(bucket, key);
  }

  /** Settings for a location there, with some more. */
  Settings settings(String location, Map<String, String> more) {
    var values = new HashMap<String, String>();
    values.put("storage.location", location);
    values.put("storage.s3.endpoint", "http://127.0.0.1:" + server.getPort());
    values.put("storage.s3.path-style", "true");
    values.put("storage.s3.access-key", ACCESS_KEY);
    values.put("storage.s3.secret-key", SECRET_KEY);
    values.putAll(more);
    return Settings.of(values);
  }

  @Override
  public void close() throws Exception {
    server.stop();
    objects.close();
  }
}
