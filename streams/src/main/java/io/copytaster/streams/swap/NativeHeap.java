package io.copytaster.streams.swap;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory that native code has asked for. What it frees the C library keeps for itself, in
 * pieces that the next model's tensors seldom fit.
 */
final class NativeHeap {

  private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);

  private NativeHeap() {}

  /**
   * Gives back to the machine what is free: {@code malloc_trim} of glibc, by the JVM's own command
   * {@code System.trim_native_heap}. Does nothing where there is no such command.
   */
  static void trim() {
    try {
      Object said =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "systemTrimNativeHeap",
                  new Object[0],
                  new String[0]);
      LOG.debug("{}", said);
    } catch (JMException e) {
      LOG.debug("The native heap is not trimmed", e);
    }
  }
}
