package parley.python;

import java.util.LinkedHashMap;
import java.util.Map;
import parley.json.JsonRecords;

/** All that another language is offered: stages, and classes that are none. Stateless. */
public final class Catalog {
  private Catalog() {}

  /** Prints {@link #json}. */
  public static void main(String[] args) {
    System.out.println(json());
  }

  /** One line of JSON: {@code stages} and {@code classes}, each sorted by name. */
  public static String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("stages", StageCatalog.stages());
    all.put("classes", ClassCatalog.classes());
    return JsonRecords.write(all, "the list of stages and classes");
  }
}
