package parley.mhe.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.SlotLayout;

/**
 * Rows and neurons of some parties, encrypted in each layout, and requests about them: for tests.
 */
final class Conversions {
  static final double WIDE = 0x1.00003p80;
  static final double NARROW = 0x1.00005p55;
  static final double OUT = 0x1p45;

  final Parties parties;
  final PublicKey key;
  final CoefficientLayout coefficients;
  final SlotLayout slots;
  final double[][] values;

  Conversions(Parties parties, int rows, int neurons) {
    this.parties = parties;
    this.key = parties.publicKey();
    this.coefficients = CoefficientLayout.of(parties.dimension(), rows, neurons);
    this.slots = new SlotLayout(parties.dimension(), rows, neurons);
    this.values = new double[rows][];
    for (int r = 0; r < rows; r++) {
      values[r] = Parties.values(neurons, r, 1);
    }
  }

  ConversionMap toSlots() {
    return ConversionMap.toSlots(coefficients, slots, Factor.of(1, WIDE, OUT));
  }

  ConversionMap toCoefficients() {
    return ConversionMap.toCoefficients(slots, coefficients, Factor.of(1, NARROW, OUT));
  }

  ConversionMap sumNeurons() {
    return ConversionMap.sumNeurons(slots, slots.ciphertexts(), Factor.of(1, NARROW, OUT));
  }

  /** The values in coefficients, at the scale {@link #WIDE}. */
  List<Ciphertext> inCoefficients(int limbs) {
    List<Ciphertext> all = new ArrayList<>();
    for (int block = 0; block < coefficients.blocks(); block++) {
      all.add(encrypt(block, limbs, WIDE));
    }
    return all;
  }

  private Ciphertext encrypt(int block, int limbs, double scale) {
    int dimension = parties.dimension();
    BigInteger[] message = new BigInteger[dimension];
    Arrays.fill(message, BigInteger.ZERO);
    for (int r = 0; r < values.length; r++) {
      for (int k = 0; k < values[r].length && coefficients.block(r) == block; k++) {
        BigDecimal scaled = new BigDecimal(values[r][k]).multiply(new BigDecimal(scale));
        message[coefficients.exponent(r, k)] = scaled.toBigInteger();
      }
    }
    return encrypt(message, limbs, scale, "block " + block);
  }

  Ciphertext encrypt(BigInteger[] message, int limbs, double scale, String label) {
    try (Scope scope = Scope.open()) {
      Ciphertext zero = key.encryptZero(limbs, scale, Parties.seed(1, label));
      int[] positions = EncryptedSums.positions(message.length);
      Polynomial m = Polynomial.ofCoefficients(parties.context, limbs, positions, message);
      Ciphertext made = Ciphertext.of(zero.c0().add(m), zero.c1(), scale);
      return parties.owned(Scope.detach(scope.keep(made)));
    }
  }

  /** The values in slots, at the scale {@link #NARROW}. */
  List<Ciphertext> inSlots(int limbs) {
    List<Ciphertext> all = new ArrayList<>();
    for (int g = 0; g < slots.ciphertexts(); g++) {
      all.add(
          parties.owned(parties.encrypt(key, slotValues(g, values), NARROW, limbs, "slots " + g)));
    }
    return all;
  }

  /** What the slots of a ciphertext hold; 0 where there is no row or neuron. */
  double[] slotValues(int ciphertext, double[][] of) {
    double[] all = new double[parties.slots()];
    for (int r = 0; r < of.length; r++) {
      for (int k = 0; k < of[r].length; k++) {
        if (slots.ciphertext(k) == ciphertext) {
          all[slots.slot(r, k)] = of[r][k];
        }
      }
    }
    return all;
  }

  ConvertingRefreshBuilder builder(String step, List<Ciphertext> inputs, ConversionMap map) {
    List<Polynomial> second = new ArrayList<>();
    for (Ciphertext input : inputs) {
      second.add(parties.owned(input.c1()));
    }
    double scale = inputs.get(0).scale();
    return ConvertingRefresh.builder(parties.session, Place.of(step))
        .inputs(second, scale)
        .map(map)
        .masks(MaskRule.of(2 * scale))
        .outputs(parties.context.limbs(), OUT);
  }

  ConvertingRefreshResult finalise(ConvertingRefresh request, List<Ciphertext> inputs, Share sum) {
    List<Polynomial> first = new ArrayList<>();
    for (Ciphertext input : inputs) {
      first.add(parties.owned(input.c0()));
    }
    return request.finalise(first, sum);
  }

  ConvertingRefreshResult refreshed(ConvertingRefresh request, List<Ciphertext> inputs) {
    try (Share sum = parties.sum(request)) {
      return finalise(request, inputs, sum);
    }
  }

  /** Every party's commitment to a data hash of its own. */
  SortedMap<String, byte[]> commitments() {
    SortedMap<String, byte[]> all = new TreeMap<>();
    for (PartySecrets each : parties.secrets) {
      all.put(each.party(), each.commitment(parties.session, data(each.party())));
    }
    return all;
  }

  static byte[] data(String party) {
    return Parties.hash(1, "rows of " + party);
  }
}
