package io.copytaster.model.tensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.copytaster.model.tensors.SafetensorsException.Defect;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The JSON at the front of a safetensors file: which tensors there are, and where.
 *
 * <p>It holds the rules of the format's own reader: the tensors lie one behind the other, with
 * nothing between them, from the first byte behind the header to the last of the file.
 *
 * @param tensors in the order of their bytes
 */
record SafetensorsHeader(Map<String, Span> tensors, Map<String, String> metadata) {

  /** A tensor and its bytes, counted from the end of the header; {@code end} is exclusive. */
  record Span(TensorInfo info, long begin, long end) {}

  static final String METADATA = "__metadata__";
  static final String DTYPE = "dtype";
  static final String SHAPE = "shape";
  static final String OFFSETS = "data_offsets";

  private static final Set<String> FIELDS = Set.of(DTYPE, SHAPE, OFFSETS);
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

  /**
   * @param header the JSON's bytes
   * @param dataBytes how many bytes follow it in the file
   * @throws SafetensorsException if anything is not as the format has it
   */
  static SafetensorsHeader parse(ByteBuffer header, long dataBytes) {
    var spans = new ArrayList<Map.Entry<String, Span>>();
    Map<String, String> metadata = Map.of();
    for (Map.Entry<String, JsonNode> entry : json(header).properties()) {
      if (entry.getKey().equals(METADATA)) {
        metadata = metadata(entry.getValue());
      } else {
        spans.add(Map.entry(entry.getKey(), span(entry.getKey(), entry.getValue())));
      }
    }
    spans.sort(
        Map.Entry.comparingByValue(Comparator.comparingLong(Span::begin).thenComparing(Span::end)));
    requireGapless(spans, dataBytes);
    var tensors = new LinkedHashMap<String, Span>();
    spans.forEach(entry -> tensors.put(entry.getKey(), entry.getValue()));
    return new SafetensorsHeader(Collections.unmodifiableMap(tensors), metadata);
  }

  private static JsonNode json(ByteBuffer header) {
    if (!header.hasRemaining() || header.get(header.position()) != '{') {
      throw new SafetensorsException(Defect.HEADER_START, "the header does not begin with '{'");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(header).toString();
      try (var parser = JSON.createParser(text)) {
        JsonNode root = JSON.readTree(parser);
        if (parser.nextToken() != null) {
          throw new SafetensorsException(
              Defect.HEADER_NOT_JSON, "the header goes on behind its closing brace");
        }
        return root;
      }
    } catch (CharacterCodingException e) {
      throw new SafetensorsException(Defect.HEADER_NOT_UTF8, "the header is not UTF-8");
    } catch (MismatchedInputException e) {
      throw new SafetensorsException(
          Defect.DUPLICATE_NAME, "a name stands twice in the header: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw new SafetensorsException(
          Defect.HEADER_NOT_JSON, "the header is not JSON: " + e.getOriginalMessage());
    } catch (java.io.IOException e) {
      throw new AssertionError("the header is read from memory", e);
    }
  }

  private static Map<String, String> metadata(JsonNode node) {
    var metadata = new LinkedHashMap<String, String>();
    if (!node.isObject()) {
      throw new SafetensorsException(
          Defect.METADATA_NOT_STRINGS, METADATA + " is not an object: " + node);
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().isTextual()) {
        throw new SafetensorsException(
            Defect.METADATA_NOT_STRINGS,
            METADATA + "." + entry.getKey() + " is not a string: " + entry.getValue());
      }
      metadata.put(entry.getKey(), entry.getValue().textValue());
    }
    return Collections.unmodifiableMap(metadata);
  }

  private static Span span(String name, JsonNode entry) {
    var fields = new TreeSet<String>();
    entry.fieldNames().forEachRemaining(fields::add);
    if (!fields.equals(FIELDS)) {
      throw defect(Defect.ENTRY_FIELDS, name, "has the fields " + fields + ", not " + FIELDS);
    }
    TensorInfo info = info(name, dtype(name, entry.get(DTYPE)), entry.get(SHAPE));
    JsonNode offsets = entry.get(OFFSETS);
    if (!isWholeNumbers(offsets)
        || offsets.size() != 2
        || offsets.get(0).longValue() > offsets.get(1).longValue()) {
      throw defect(Defect.BAD_OFFSETS, name, "has data_offsets " + offsets + ", not [begin, end]");
    }
    var span = new Span(info, offsets.get(0).longValue(), offsets.get(1).longValue());
    if (span.end() - span.begin() != info.bytes()) {
      throw defect(
          Defect.SIZE_MISMATCH,
          name,
          "takes %d bytes as %s %s, its data_offsets %s hold %d"
              .formatted(
                  info.bytes(), info.dtype(), info.shape(), offsets, span.end() - span.begin()));
    }
    return span;
  }

  private static DType dtype(String name, JsonNode node) {
    for (DType dtype : DType.values()) {
      if (node.isTextual() && dtype.name().equals(node.textValue())) {
        return dtype;
      }
    }
    throw defect(
        Defect.UNKNOWN_DTYPE,
        name,
        "has dtype " + node + ", not one of " + List.of(DType.values()));
  }

  private static TensorInfo info(String name, DType dtype, JsonNode shape) {
    if (!isWholeNumbers(shape)) {
      throw defect(
          Defect.BAD_SHAPE, name, "has shape " + shape + ", not a list of whole numbers from 0 on");
    }
    var dimensions = new ArrayList<Long>();
    shape.forEach(dimension -> dimensions.add(dimension.longValue()));
    try {
      return new TensorInfo(dtype, dimensions);
    } catch (ArithmeticException e) {
      throw defect(
          Defect.SHAPE_OVERFLOW, name, "has a shape too large to count its bytes: " + shape);
    }
  }

  private static boolean isWholeNumbers(JsonNode array) {
    if (!array.isArray()) {
      return false;
    }
    for (JsonNode number : array) {
      if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
        return false;
      }
    }
    return true;
  }

  private static void requireGapless(List<Map.Entry<String, Span>> spans, long dataBytes) {
    long reached = 0;
    for (Map.Entry<String, Span> entry : spans) {
      Span span = entry.getValue();
      if (span.begin() < reached) {
        throw defect(
            Defect.OVERLAP,
            entry.getKey(),
            "begins at byte "
                + span.begin()
                + ", before the one in front of it ends at "
                + reached);
      }
      if (span.begin() > reached) {
        throw defect(
            Defect.HOLE,
            entry.getKey(),
            "begins at byte " + span.begin() + ", and nothing fills those from " + reached + " on");
      }
      if (span.end() > dataBytes) {
        throw defect(
            Defect.DATA_BEYOND_END,
            entry.getKey(),
            "ends at byte " + span.end() + " of the data, which has only " + dataBytes);
      }
      reached = span.end();
    }
    if (reached < dataBytes) {
      throw new SafetensorsException(
          Defect.TRAILING_BYTES, (dataBytes - reached) + " bytes follow the last tensor");
    }
  }

  private static SafetensorsException defect(Defect defect, String name, String what) {
    return new SafetensorsException(defect, "tensor '" + name + "' " + what);
  }
}
