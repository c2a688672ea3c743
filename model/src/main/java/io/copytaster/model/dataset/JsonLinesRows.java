package io.copytaster.model.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Lines: one object per line (jsonlines.org). */
final class JsonLinesRows implements Rows {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Lines lines;
  private long line;

  JsonLinesRows(Lines lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable LabeledText next(long number) throws IOException, BadRowException {
    String bytes = lines.nextFilled();
    if (bytes == null) {
      return null;
    }
    line = lines.number();
    lines.pass(1);
    var values = new RowValues();
    for (Map.Entry<String, JsonNode> property : object(bytes).properties()) {
      Column column = Column.named(property.getKey()).orElse(null);
      if (column != null && !property.getValue().isNull()) {
        values.put(column, text(property.getKey(), property.getValue()));
      }
    }
    return values.toText(number);
  }

  @Override
  public long line() {
    return line;
  }

  private static JsonNode object(String bytes) throws BadRowException {
    JsonNode row;
    try {
      row = JSON.readTree(Utf8.decode(bytes));
    } catch (JsonProcessingException e) {
      throw new BadRowException("it is not JSON: " + e.getOriginalMessage(), e);
    }
    if (!row.isObject()) {
      throw new BadRowException("it is not a JSON object");
    }
    return row;
  }

  private static String text(String name, JsonNode value) throws BadRowException {
    if (!value.isValueNode()) {
      throw new BadRowException("'%s' is not text but %s".formatted(name, value.getNodeType()));
    }
    return value.asText();
  }
}
