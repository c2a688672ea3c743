package io.copytaster.schemas.published;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;

/** The rules by which events may change, each answering with what breaks it. */
final class Evolution {

  private Evolution() {}

  /** Records and fields below this schema that say nothing about themselves. */
  static List<String> undocumented(Schema schema) {
    var found = new ArrayList<String>();
    for (Schema record : records(schema).values()) {
      if (isBlank(record.getDoc())) {
        found.add(record.getName());
      }
      for (var field : record.getFields()) {
        if (isBlank(field.doc())) {
          found.add(record.getName() + "." + field.name());
        }
      }
    }
    return found;
  }

  /** Enums below this schema, which no reader survives when a symbol is added. */
  static List<String> enums(Schema schema) {
    var found = new ArrayList<String>();
    walk(schema, new LinkedHashMap<>(), found);
    return found;
  }

  /** Fields of the newer schema that the older has not, and which have no default. */
  static List<String> addedWithoutDefault(Schema older, Schema newer) {
    var before = records(older);
    var found = new ArrayList<String>();
    records(newer)
        .forEach(
            (name, record) -> {
              Schema known = before.get(name);
              for (var field : record.getFields()) {
                boolean added = known == null || known.getField(field.name()) == null;
                if (added && !field.hasDefaultValue()) {
                  found.add(record.getName() + "." + field.name());
                }
              }
            });
    return found;
  }

  /** Why one of the two cannot read what the other wrote. */
  static List<String> incompatible(Schema one, Schema other) {
    var found = new ArrayList<String>();
    for (var pair : List.of(List.of(one, other), List.of(other, one))) {
      var verdict = SchemaCompatibility.checkReaderWriterCompatibility(pair.get(0), pair.get(1));
      if (verdict.getType() != SchemaCompatibilityType.COMPATIBLE) {
        found.add(verdict.getResult().getIncompatibilities().toString());
      }
    }
    return found;
  }

  private static Map<String, Schema> records(Schema schema) {
    var records = new LinkedHashMap<String, Schema>();
    walk(schema, records, new ArrayList<>());
    return records;
  }

  private static void walk(Schema schema, Map<String, Schema> records, List<String> enums) {
    switch (schema.getType()) {
      case RECORD -> {
        if (records.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> walk(field.schema(), records, enums));
        }
      }
      case UNION -> schema.getTypes().forEach(branch -> walk(branch, records, enums));
      case ARRAY -> walk(schema.getElementType(), records, enums);
      case MAP -> walk(schema.getValueType(), records, enums);
      case ENUM -> enums.add(schema.getName());
      default -> {}
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
