package io.copytaster.streams.cli;

import io.copytaster.streams.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker that speaks TLS only, knows its clients by SASL, and allows them nothing unasked.
 *
 * <p>Its certificate is made for it by the JDK's own tool, and clients trust no other.
 */
final class GuardedBroker implements AutoCloseable {

  private static final String STORE_PASSWORD = "for this test alone";
  private static final String ADMIN_PASSWORD = "administrators only";

  private final EmbeddedBroker broker;
  private final Path certificate;

  private GuardedBroker(EmbeddedBroker broker, Path certificate) {
    this.broker = broker;
    this.certificate = certificate;
  }

  static GuardedBroker start(Path directory) throws IOException, InterruptedException {
    Path keys = directory.resolve("broker.p12");
    Path certificate = directory.resolve("broker.pem");
    keytool(
        keys, "-genkeypair", "-keyalg", "RSA", "-dname", "CN=broker", "-ext", "SAN=ip:127.0.0.1");
    keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
    var broker = EmbeddedBroker.start(directory.resolve("kafka"), 0, properties(keys, certificate));
    return new GuardedBroker(broker, certificate);
  }

  private static Map<String, String> properties(Path keys, Path certificate) {
    String client = "listener.name.client.";
    var properties = new HashMap<String, String>();
    properties.put("listener.security.protocol.map", "CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT");
    properties.put("ssl.keystore.type", "PKCS12");
    properties.put("ssl.keystore.location", keys.toString());
    properties.put("ssl.keystore.password", STORE_PASSWORD);
    properties.put("ssl.truststore.type", "PEM");
    properties.put("ssl.truststore.location", certificate.toString());
    properties.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER");
    properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    properties.put(
        client + "plain.sasl.jaas.config", plain() + " user_admin=\"" + ADMIN_PASSWORD + "\";");
    properties.put(
        client + "scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    properties.put(client + "oauthbearer.sasl.jaas.config", token("broker"));
    properties.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    // The controller listens on a port of its own, on which no client is served.
    properties.put("super.users", "User:admin;User:ANONYMOUS");
    return properties;
  }

  private static String plain() {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\""
        + " password=\""
        + ADMIN_PASSWORD
        + "\"";
  }

  private static String token(String subject) {
    return "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
        + " unsecuredLoginStringClaim_sub=\""
        + subject
        + "\";";
  }

  private static void keytool(Path keys, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-alias", "broker", "-keystore", keys.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", STORE_PASSWORD));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  /** Lets a user in by SCRAM. */
  void admit(String user) {
    try (var admin =
        Admin.create(new HashMap<String, Object>(properties(plain() + ";", "PLAIN")))) {
      var scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
      admin
          .alterUserScramCredentials(
              List.of(new UserScramCredentialUpsertion(user, scram, user + "'s password")))
          .all()
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Settings of the user who may do everything. */
  Map<String, String> administrator() {
    return settings(properties(plain() + ";", "PLAIN"));
  }

  /** Settings of an admitted user. */
  Map<String, String> user(String name) {
    return user(name, name + "'s password");
  }

  Map<String, String> user(String name, String password) {
    return settings(
        properties(
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(name, password),
            "SCRAM-SHA-512"));
  }

  /** Settings of a user who shows a token. */
  Map<String, String> bearer(String name) {
    return settings(properties(token(name), "OAUTHBEARER"));
  }

  private Map<String, String> properties(String jaas, String mechanism) {
    return Map.of(
        "bootstrap.servers",
        broker.bootstrapServers(),
        "security.protocol",
        "SASL_SSL",
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        certificate.toString(),
        "sasl.mechanism",
        mechanism,
        "sasl.jaas.config",
        jaas);
  }

  private static Map<String, String> settings(Map<String, String> properties) {
    var settings = new HashMap<String, String>();
    properties.forEach((name, value) -> settings.put("kafka." + name, value));
    return settings;
  }

  @Override
  public void close() {
    broker.close();
  }
}
