package parley.fl.protection.encrypted.network.packing;

import parley.mhe.layout.Sizes;
import parley.mhe.layout.SlotLayout;

/**
 * The last layer, a product number by number in the slots. Row r and neuron kappa g + q of the last
 * hidden layer lie in the ciphertext of group g at slot r kappa + q; the weights of a group towards
 * an output repeat with a period of kappa slots, so that their polynomial, a pattern, has
 * coefficients at multiples of n / (2 kappa) alone, and the patterns of all groups and outputs lie
 * between these in one packed ciphertext. Behind the last group there is one more whose first
 * neuron is 1: the intercepts. Immutable and thread-safe.
 *
 * @param slots of the last hidden layer
 * @param outputs of the network
 */
public record PatternLayout(SlotLayout slots, int outputs) implements PackedLayer {
  /** kappa, the neurons of a group. */
  public int neuronsPerGroup() {
    return slots.neuronsPerCiphertext();
  }

  /** Ciphertexts that a batch takes in the slots. */
  public int groups() {
    return slots.ciphertexts();
  }

  /** Where the pattern of a group towards an output stands; the intercepts' group is the last. */
  public int pattern(int group, int output) {
    return group * outputs + output;
  }

  /** Patterns: outputs of each group, and of the intercepts behind. */
  @Override
  public int vectors() {
    return (groups() + 1) * outputs;
  }

  @Override
  public int length() {
    return 2 * neuronsPerGroup();
  }

  @Override
  public int stride() {
    return slots.ringDimension() / length();
  }

  @Override
  public int places() {
    return Sizes.padded(vectors());
  }

  @Override
  public int coefficientsOfWeight() {
    return length();
  }

  @Override
  public int weights() {
    return (slots.neurons() + 1) * outputs;
  }

  /** Row places of the slots, used or not: what a projection to patterns takes the mean of. */
  public int rowPlaces() {
    return slots.slots() / neuronsPerGroup();
  }
}
