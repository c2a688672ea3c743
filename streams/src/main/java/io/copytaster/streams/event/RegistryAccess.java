package io.copytaster.streams.event;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * Where the schema registry is, and how to ask it.
 *
 * @param url the root of Confluent's REST API, such as {@code http://host:8081} or, for Apicurio,
 *     {@code http://host:8080/apis/ccompat/v7}; a user and password in it become the two below
 * @param user for basic authentication; empty for none
 * @param password belongs to the user; never printed
 * @param autoRegister whether a schema that the registry does not know may be registered
 * @param timeout bounds connecting, and each answer
 */
public record RegistryAccess(
    URI url, String user, String password, boolean autoRegister, Duration timeout) {

  public RegistryAccess {
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new IllegalArgumentException(
          "registry.url must be an http or https address with a host, such as http://host:8081");
    }
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("the registry's timeout must be positive, not " + timeout);
    }
    String userInfo = url.getUserInfo();
    if (userInfo != null && user.isEmpty()) {
      int colon = userInfo.indexOf(':');
      user = colon < 0 ? userInfo : userInfo.substring(0, colon);
      password = colon < 0 ? "" : userInfo.substring(colon + 1);
    }
    url = bare(url);
  }

  /** No credentials but those in the address, nothing registered, ten seconds for an answer. */
  public static RegistryAccess of(URI url) {
    return new RegistryAccess(url, "", "", false, Duration.ofSeconds(10));
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return "RegistryAccess[url=%s, user=%s, password=%s, autoRegister=%s, timeout=%s]"
        .formatted(url, user, password.isEmpty() ? "" : "********", autoRegister, timeout);
  }

  private static URI bare(URI url) {
    String path = url.getPath().replaceFirst("/+$", "");
    try {
      return new URI(url.getScheme(), null, url.getHost(), url.getPort(), path, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("registry.url has an impossible path: " + path);
    }
  }
}
