package io.copytaster.schemas.published;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** A record of any schema with something in every field, so that nothing passes for a default. */
final class FilledRecord {

  private FilledRecord() {}

  static GenericRecord of(Schema schema) {
    var record = new GenericData.Record(schema);
    for (var field : schema.getFields()) {
      record.put(field.pos(), value(field.schema(), field.name()));
    }
    return record;
  }

  private static Object value(Schema schema, String name) {
    return switch (schema.getType()) {
      case RECORD -> of(schema);
      case UNION -> value(schema.getTypes().get(schema.getTypes().size() - 1), name);
      case ARRAY -> new GenericData.Array<>(schema, List.of(value(schema.getElementType(), name)));
      case MAP -> Map.of("key of " + name, value(schema.getValueType(), name));
      case STRING -> "the " + name + " — à propos";
      case INT -> 7;
      case LONG -> 1_234_567_890_123L;
      case FLOAT -> 0.25f;
      case DOUBLE -> 0.125;
      case BOOLEAN -> true;
      default -> throw new IllegalArgumentException("no value for " + schema.getType());
    };
  }
}
