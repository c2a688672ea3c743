package io.copytaster.model.network;

/** A {@code config.json} that asks for what this network is not. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * @param key the setting in {@code config.json}
   * @param value what it says there
   * @param allowed what it may say, as the rest of "must be …"
   */
  public ConfigException(String key, Object value, String allowed) {
    super("config.json: " + key + " is " + value + ", and must be " + allowed);
    this.key = key;
  }

  /** The setting that is refused. */
  public String key() {
    return key;
  }
}
