package io.copytaster.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an instance is started with.
 *
 * @param image the version of the program
 * @param settings by name, without the prefix
 * @param disks directories that are small disks of their own: options of their tmpfs, by path
 * @param volumes directories shared with others: names of volumes, or directories of this machine,
 *     by path
 */
record Setup(
    String image,
    Map<String, String> settings,
    Map<String, String> disks,
    Map<String, String> volumes) {

  Setup {
    settings = Map.copyOf(settings);
    disks = Map.copyOf(disks);
    volumes = Map.copyOf(volumes);
  }

  /** This checkout's image. */
  Setup(Map<String, String> settings) {
    this(Image.name(), settings, Map.of(), Map.of());
  }

  Setup with(String setting, String value) {
    return new Setup(image, and(settings, setting, value), disks, volumes);
  }

  Setup version(String otherImage) {
    return new Setup(otherImage, settings, disks, volumes);
  }

  /** One that belongs to the program's user, and from which libraries may be run. */
  Setup disk(String path, String size) {
    return new Setup(
        image, settings, and(disks, path, "exec,uid=10001,gid=10001,size=" + size), volumes);
  }

  Setup volume(String path, String name) {
    return new Setup(image, settings, disks, and(volumes, path, name));
  }

  /** The settings as the program reads them. */
  Map<String, String> environment() {
    return settings.entrySet().stream()
        .collect(
            Collectors.toMap(
                setting ->
                    "COPYTASTER_"
                        + setting.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                Map.Entry::getValue));
  }

  /** Runs a command to its end, as root in a container that goes with it. */
  String run(String network, String... command) {
    var whole = new ArrayList<>(List.of("run", "--rm", "-u", "0", "--network", network));
    environment().forEach((name, value) -> whole.addAll(List.of("-e", name + "=" + value)));
    // As the instances have left it: not with the image's rights, as an empty one would be.
    volumes.forEach(
        (path, volume) ->
            whole.addAll(
                List.of("-v", volume + ":" + path + (volume.startsWith("/") ? "" : ":nocopy"))));
    whole.add(image);
    whole.addAll(List.of(command));
    return Docker.run(whole.toArray(String[]::new));
  }

  private static Map<String, String> and(Map<String, String> before, String name, String value) {
    var after = new HashMap<>(before);
    after.put(name, value);
    return after;
  }
}
