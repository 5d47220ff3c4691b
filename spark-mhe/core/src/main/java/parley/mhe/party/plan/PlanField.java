package parley.mhe.party.plan;

import java.util.List;
import parley.mhe.protocol.WireWriter;

/**
 * One field of a step, as it is written, compared and named. Immutable, thread-safe.
 *
 * @param name in words
 * @param value an Integer, a Double, a Boolean, a String or a list of Integers or Strings
 */
record PlanField(String name, Object value) {
  void writeTo(WireWriter out) {
    if (value instanceof Double number) {
      out.add(number);
    } else if (value instanceof Boolean truth) {
      out.add(truth ? 1 : 0);
    } else if (value instanceof List<?> list) {
      out.add(list.size());
      list.forEach(element -> writeOne(element, out));
    } else {
      writeOne(value, out);
    }
  }

  private static void writeOne(Object element, WireWriter out) {
    if (element instanceof Integer number) {
      out.add(number);
    } else {
      out.add((String) element);
    }
  }
}
