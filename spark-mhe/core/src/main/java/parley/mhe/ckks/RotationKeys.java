package parley.mhe.ckks;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import parley.error.ParleyException;

/**
 * Switching keys by automorphism. The key for X to X^g turns rot_g^-1(s) into s, since the
 * evaluator switches first and permutes then. Immutable, so safe for use by several threads; the
 * keys stay whoever made them's to close.
 */
public final class RotationKeys {
  private final TreeMap<Integer, SwitchingKey> keys;

  private RotationKeys(TreeMap<Integer, SwitchingKey> keys) {
    this.keys = keys;
  }

  /** Keys by Galois element. */
  public static RotationKeys of(Map<Integer, SwitchingKey> keys) {
    return new RotationKeys(new TreeMap<>(keys));
  }

  /** These keys and one more, which replaces one of the same Galois element. */
  public RotationKeys with(int galoisElement, SwitchingKey key) {
    TreeMap<Integer, SwitchingKey> more = new TreeMap<>(keys);
    more.put(galoisElement, key);
    return new RotationKeys(more);
  }

  /** The Galois elements there are keys for. */
  public Set<Integer> galoisElements() {
    return Set.copyOf(keys.keySet());
  }

  /**
   * The key of an automorphism.
   *
   * @throws ParleyException if there is none
   */
  public SwitchingKey get(int galoisElement) {
    SwitchingKey key = keys.get(galoisElement);
    if (key == null) {
      throw new ParleyException(
          "cannot rotate: no key for Galois element "
              + galoisElement
              + ", expected one of "
              + keys.keySet());
    }
    return key;
  }
}
