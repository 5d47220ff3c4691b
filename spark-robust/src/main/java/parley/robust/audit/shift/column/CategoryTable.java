package parley.robust.audit.shift.column;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows by category of both samples.
 *
 * @param entries by falling reference count, then data count, then name
 * @param otherReference reference rows of categories that were left out
 * @param otherData data rows of categories that were left out
 * @param leftOut how many categories those are; those that only a summary knows are not counted
 */
record CategoryTable(List<Entry> entries, long otherReference, long otherData, long leftOut) {

  /** One category. */
  record Entry(String category, long reference, long data) {}

  /** All categories, those left out as one, first the reference's counts and then the data's. */
  long[][] counts() {
    List<long[]> pairs = new ArrayList<>();
    entries.forEach(entry -> pairs.add(new long[] {entry.reference, entry.data}));
    if (otherReference + otherData > 0) {
      pairs.add(new long[] {otherReference, otherData});
    }
    long[][] counts = new long[2][pairs.size()];
    for (int k = 0; k < pairs.size(); k++) {
      counts[0][k] = pairs.get(k)[0];
      counts[1][k] = pairs.get(k)[1];
    }
    return counts;
  }

  /** Categories that the data have and the reference has not, most frequent first. */
  List<Entry> unseen() {
    return entries.stream().filter(entry -> entry.reference == 0 && entry.data > 0).toList();
  }

  /** The same where what the reference's summary left out may be any category it does not name. */
  CategoryTable withUnnamed(long unnamed) {
    if (unnamed == 0) {
      return this;
    }
    List<Entry> named = entries.stream().filter(entry -> entry.reference > 0).toList();
    long rest = unseen().stream().mapToLong(Entry::data).sum();
    return new CategoryTable(named, otherReference + unnamed, otherData + rest, leftOut);
  }
}
