package parley.mhe.party.log;

/**
 * The end of a log: whoever notes it elsewhere can tell later whether lines up to it are still
 * there. Immutable, thread-safe.
 *
 * @param lines number of lines
 * @param hash SHA-256 of the last one in hex, {@link LogLine#NONE} when there is none
 */
public record LogHead(long lines, String hash) {
  /** The head of an empty log. */
  static final LogHead EMPTY = new LogHead(0, LogLine.NONE);

  @Override
  public String toString() {
    return lines + " " + hash;
  }
}
