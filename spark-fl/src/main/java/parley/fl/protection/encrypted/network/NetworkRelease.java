package parley.fl.protection.encrypted.network;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parley.fl.network.Network;
import parley.fl.network.NetworkTerms;
import parley.fl.network.NetworkWeights;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.PackedWeights;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.OpenedSlots;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.runtime.Federation;

/**
 * Switches a finished network's weights to the querier's key, who alone reads them. Stateless and
 * thread-safe.
 */
final class NetworkRelease {
  private NetworkRelease() {}

  /** The network, where the querier's key is. */
  static Network reveal(
      OpenSession session, NetworkLayout layout, NetworkTerms terms, List<Ciphertext> model) {
    Federation federation = session.federation();
    List<Ciphertext> switched = new ArrayList<>();
    for (int layer = 0; layer < layout.layers(); layer++) {
      int first = layout.firstPack(layer);
      List<Ciphertext> packs = model.subList(first, layout.firstPack(layer + 1));
      switched.addAll(federation.keySwitch(NetworkSteps.reveal(layout, layer), 0, packs));
    }
    BigInteger[][] coefficients = new BigInteger[switched.size()][];
    for (int i = 0; i < coefficients.length; i++) {
      try (Ciphertext one = switched.get(i);
          Polynomial phase = session.querier().keys().phase(one)) {
        coefficients[i] = phase.coefficients();
      }
    }
    double[] weights =
        Arrays.stream(new PackedWeights(layout).weights(coefficients, NetworkLevels.MODEL_SCALE))
            .map(OpenedSlots::round)
            .toArray();
    return new Network(NetworkWeights.of(terms.shape(), weights), terms.activation());
  }
}
