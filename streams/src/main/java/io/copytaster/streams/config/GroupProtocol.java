package io.copytaster.streams.config;

/** How instances agree on who reads which partition. */
public enum GroupProtocol {
  /** The instances assign among themselves. */
  CLASSIC,
  /** The broker assigns (KIP-1071). */
  STREAMS
}
