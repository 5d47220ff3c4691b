package parley.cli.query;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.html.HtmlPage;

/**
 * A command whose result is a record of figures, printed by their names.
 *
 * @param <R> the record
 */
public abstract class RecordCommand<R extends Record> extends StatisticCommand<R> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> HEADER = List.of("figure", "value");

  @Override
  protected Map<String, @Nullable Object> json(R result) {
    return new LinkedHashMap<>(
        JSON.convertValue(result, new TypeReference<LinkedHashMap<String, Object>>() {}));
  }

  private List<List<String>> rows(R result) {
    List<List<String>> rows = new ArrayList<>();
    add(rows, "", json(result));
    return rows;
  }

  private static void add(List<List<String>> rows, String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, part) -> add(rows, name.isEmpty() ? key + "" : name + "." + key, part));
    } else if (value instanceof List<?> list) {
      for (int k = 0; k < list.size(); k++) {
        add(rows, name + "[" + k + "]", list.get(k));
      }
    } else if (value != null) {
      rows.add(List.of(name, value instanceof Double number ? Words.number(number) : value + ""));
    }
  }

  @Override
  protected String text(R result) {
    return Words.table(HEADER, rows(result));
  }

  @Override
  protected void page(HtmlPage page, R result) {
    page.table(title(), HEADER, rows(result), row -> row);
  }
}
