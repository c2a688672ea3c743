package io.copytaster.model.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A module's attributes as a Python pickle (protocol 2), of which it needs seven opcodes.
 *
 * <p>Write only: nothing here is ever unpickled.
 */
final class ModulePickle {

  private static final int PROTOCOL = 0x80;
  private static final int NEW_OBJECT = 0x81;
  private static final int TRUE = 0x88;
  private static final int FALSE = 0x89;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ModulePickle(String module, String type) {
    out.write(PROTOCOL);
    out.write(2);
    out.write('c');
    out.writeBytes((module + "\n" + type + "\n").getBytes(StandardCharsets.US_ASCII));
    out.write(')'); // no constructor arguments
    out.write(NEW_OBJECT);
    out.write('}'); // its attributes
    out.write('(');
  }

  ModulePickle put(String name, boolean value) {
    writeString(name);
    out.write(value ? TRUE : FALSE);
    return this;
  }

  ModulePickle put(String name, int value) {
    writeString(name);
    out.write('J');
    writeInt(value);
    return this;
  }

  ModulePickle put(String name, double value) {
    writeString(name);
    out.write('G');
    out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    return this;
  }

  ModulePickle put(String name, String value) {
    writeString(name);
    writeString(value);
    return this;
  }

  byte[] toBytes() {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    whole.write('u');
    whole.write('b');
    whole.write('.');
    return whole.toByteArray();
  }

  private void writeString(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    writeInt(utf8.length);
    out.writeBytes(utf8);
  }

  private void writeInt(int value) {
    out.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }
}
