package parley.cli.table;

import java.util.List;

/**
 * What a label column holds.
 *
 * @param classes its values where each is a class, numbers by size before text; else empty
 * @param values all its values, those of rows left out as well
 */
record Labels(List<String> classes, List<String> values) {
  Labels {
    classes = List.copyOf(classes);
    values = List.copyOf(values);
  }
}
