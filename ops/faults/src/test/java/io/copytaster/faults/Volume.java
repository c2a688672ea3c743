package io.copytaster.faults;

/** A directory that several containers have. */
record Volume(String name) implements AutoCloseable {

  Volume {
    Docker.run("volume", "create", name);
  }

  @Override
  public void close() {
    Docker.run("volume", "rm", name);
  }
}
