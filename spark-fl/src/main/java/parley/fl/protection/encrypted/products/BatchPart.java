package parley.fl.protection.encrypted.products;

/**
 * The rows of one batch that a provider gives. Immutable and thread-safe.
 *
 * @param first number of its first row
 * @param count how many: the first again after the last
 * @param place where they stand in the batch
 */
public record BatchPart(int first, int count, int place) {
  /** Those that lie at some places, from a first one. */
  BatchPart within(int firstPlace, int places) {
    int from = Math.max(place, firstPlace);
    int to = Math.min(place + count, firstPlace + places);
    return new BatchPart(first + from - place, Math.max(0, to - from), from);
  }
}
