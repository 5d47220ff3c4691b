package parley.fl.protection.encrypted.kind;

import java.util.List;
import parley.mhe.ckks.CkksParameters;

/**
 * What a kind chose for one training, as its report tells it. Immutable.
 *
 * @param parameters of the ring
 * @param weights of the model, intercepts counted
 * @param rowPlaces row places kept for each provider: public, as they lay out the blocks
 * @param precisionBits estimated error of a weight, relative to the largest: 2^-precisionBits
 * @param reasons why these, a sentence each, {@code what: why}; the predicted cost among them
 */
public record Choice(
    CkksParameters parameters,
    int weights,
    int rowPlaces,
    double precisionBits,
    List<String> reasons) {
  /** Copies the reasons. */
  public Choice {
    reasons = List.copyOf(reasons);
  }
}
