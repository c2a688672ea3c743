package io.copytaster.streams.watch;

/** What an orchestrator asks of an instance. */
public enum Probe {
  /** Whether it has ever worked; until then nothing else is asked. */
  STARTED,
  /** Whether it may go on; if not, it is to be ended and started again. */
  LIVE,
  /** Whether it does its work now. */
  READY
}
