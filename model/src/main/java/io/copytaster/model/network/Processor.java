package io.copytaster.model.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * What this machine's processor can multiply.
 *
 * @param architecture as {@code os.arch} names it
 * @param features the kernel's feature flags; empty where they cannot be read
 */
record Processor(String architecture, Set<String> features) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  Processor {
    features = Set.copyOf(features);
  }

  static Processor ofThisMachine() {
    return new Processor(System.getProperty("os.arch", ""), linuxFeatures());
  }

  boolean isX86() {
    return architecture.equals("amd64") || architecture.equals("x86_64");
  }

  /** Whether bf16 products are instructions here, not emulated. */
  boolean hasBf16() {
    return features.contains("avx512_bf16") || features.contains("amx_bf16");
  }

  /** Whether oneDNN can multiply in bf16 here, be it emulated. */
  boolean hasWideVectors() {
    return features.containsAll(Set.of("avx512bw", "avx512vl", "avx512dq"))
        || features.contains("avx_ne_convert");
  }

  /** Whether 8-bit integers are multiplied faster than fp32 here. */
  boolean hasInt8() {
    return features.contains("avx2") || hasVnni();
  }

  /** Whether 8-bit integers are multiplied in whole tiles here (AMX). */
  boolean hasInt8Tiles() {
    return features.contains("amx_int8");
  }

  /**
   * Whether products of 8-bit integers are added in pairs, in 16 bits that saturate. Without VNNI
   * they are; two weights of a pair must then not be large together.
   */
  boolean addsInt8InPairs() {
    return !hasVnni();
  }

  private boolean hasVnni() {
    return features.contains("avx512_vnni") || features.contains("avx_vnni");
  }

  private static Set<String> linuxFeatures() {
    if (!Files.isReadable(CPU_INFO)) {
      return Set.of();
    }
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).trim().split(" +"))
          .map(flags -> (Set<String>) new TreeSet<>(Arrays.asList(flags)))
          .orElse(Set.of());
    } catch (IOException e) {
      return Set.of();
    }
  }
}
