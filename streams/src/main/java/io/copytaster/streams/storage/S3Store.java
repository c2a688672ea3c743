package io.copytaster.streams.storage;

import io.copytaster.model.checkpoint.FileDigests;
import io.copytaster.model.checkpoint.Manifest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Checkpoints in a bucket, each below a prefix of its own.
 *
 * <p>{@code manifest.json} is uploaded last and removed first; without it nothing is there. Every
 * upload carries its SHA-256, which servers that know the header compare. A file may hold 5 GiB,
 * the limit of one upload.
 */
final class S3Store implements CheckpointStore {

  private final S3Client client;
  private final String bucket;

  /** Empty, or ends with a slash. */
  private final String prefix;

  /**
   * @param client closed with this
   * @param location {@code s3://bucket/prefix}
   */
  S3Store(S3Client client, URI location) {
    this.client = client;
    this.bucket = location.getAuthority();
    String path = location.getPath().replaceAll("^/+|/+$", "");
    this.prefix = path.isEmpty() ? "" : path + "/";
  }

  @Override
  public URI publish(Path checkpoint, String id) throws IOException {
    CheckpointNames.requireId(id);
    FileDigests digests = FileDigests.of(checkpoint);
    if (!isPublished(id, digests)) {
      digests.verify(checkpoint);
      var files = new ArrayList<>(digests.byName().entrySet());
      files.sort(Comparator.comparing(file -> file.getKey().equals(Manifest.FILE)));
      for (Map.Entry<String, String> file : files) {
        upload(checkpoint, id, file.getKey(), file.getValue());
      }
    }
    return URI.create("s3://" + bucket + "/" + prefix + id);
  }

  /** What is asked for, if its manifest is there; another one's is refused. */
  private boolean isPublished(String id, FileDigests digests) throws IOException {
    try {
      byte[] manifest =
          answer(
              id,
              () ->
                  client
                      .getObjectAsBytes(get -> get.bucket(bucket).key(key(id, Manifest.FILE)))
                      .asByteArray());
      if (!digests.isManifest(manifest)) {
        throw new IllegalStateException(
            "%s holds something else under the identifier %s already. Remove it there, or give this"
                    .formatted(this, id)
                + " checkpoint another name in manifest.json.");
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void upload(Path checkpoint, String id, String file, String sha256) throws IOException {
    String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
    answer(
        id,
        () ->
            client.putObject(
                put -> put.bucket(bucket).key(key(id, file)).checksumSHA256(checksum),
                RequestBody.fromFile(checkpoint.resolve(file))));
  }

  @Override
  public void fetch(URI folder, Collection<String> files, Path into) throws IOException {
    String id = CheckpointNames.idOf(folder);
    for (String name : files) {
      String key = key(id, CheckpointNames.requireFile(name));
      answer(
          id,
          () ->
              client.getObject(
                  get -> get.bucket(bucket).key(key),
                  ResponseTransformer.toFile(into.resolve(name))));
    }
  }

  @Override
  public SortedSet<String> ids() throws IOException {
    var ids = new TreeSet<String>();
    for (String key : keys(prefix)) {
      String[] parts = key.substring(prefix.length()).split("/", -1);
      if (parts.length == 2 && parts[1].equals(Manifest.FILE) && CheckpointNames.isId(parts[0])) {
        ids.add(parts[0]);
      }
    }
    return ids;
  }

  @Override
  public void delete(String id) throws IOException {
    remove(id, key(CheckpointNames.requireId(id), Manifest.FILE));
    for (String key : keys(prefix + id + "/")) {
      remove(id, key);
    }
  }

  private void remove(String id, String key) throws IOException {
    answer(id, () -> client.deleteObject(delete -> delete.bucket(bucket).key(key)));
  }

  private SortedSet<String> keys(String below) throws IOException {
    return answer(
        below,
        () -> {
          var keys = new TreeSet<String>();
          client
              .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(below))
              .contents()
              .stream()
              .map(S3Object::key)
              .forEach(keys::add);
          return keys;
        });
  }

  private String key(String id, String file) {
    return prefix + id + "/" + file;
  }

  /** Everything that the SDK reports may pass: a key that is to come, a server that is away. */
  private <T> T answer(String what, Supplier<T> call) throws IOException {
    try {
      return call.get();
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException(this + ": " + what);
    } catch (SdkException e) {
      throw new IOException(
          "%s, asked about %s: %s. Check storage.location and the storage.s3.* settings."
              .formatted(this, what, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix;
  }
}
