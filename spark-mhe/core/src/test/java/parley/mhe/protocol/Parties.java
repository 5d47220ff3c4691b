package parley.mhe.protocol;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SecretKeyShare;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.random.Seed;

/** All parties of a session in one place, with secrets from fixed seeds: for tests. */
final class Parties implements AutoCloseable {
  private static final int CHUNK = 8;

  final CkksContext context;
  final Session session;
  final List<PartySecrets> secrets;
  final KeyPair querier;
  final Polynomial secretSum;
  private final List<AutoCloseable> open = new ArrayList<>();

  private Parties(CkksParameters parameters, int count, int seed) {
    this.context = CkksContext.open(parameters);
    this.querier = KeyPair.generate(context, seed(seed, "querier"));
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    this.secrets = new ArrayList<>();
    Polynomial sum = Polynomial.zero(context, context.limbs());
    for (int i = 0; i < count; i++) {
      String name = String.format("provider-%03d", i);
      nonces.put(name, hash(seed, "nonce " + i));
      SecretKeyShare share = SecretKeyShare.generate(context, seed(seed, "share " + i));
      secrets.add(new PartySecrets(name, share, seed(seed, "randomness " + i)));
      Polynomial previous = sum;
      try (previous;
          Polynomial polynomial = share.polynomial()) {
        sum = previous.add(polynomial);
      }
    }
    this.secretSum = sum;
    this.session = Session.open(context, hash(seed, "plan"), querier.publicKey(), nonces);
  }

  static Parties of(CkksParameters parameters, int count, int seed) {
    return new Parties(parameters, count, seed);
  }

  static Seed seed(int seed, String label) {
    return Seed.of(hash(seed, label));
  }

  static byte[] hash(int seed, String label) {
    return WireWriter.sha256Digest().digest((seed + "/" + label).getBytes(StandardCharsets.UTF_8));
  }

  int slots() {
    return context.parameters().slots();
  }

  int dimension() {
    return context.parameters().ringDimension();
  }

  /** Every party's share, in the parties' order. */
  List<Share> shares(CollectiveProtocol request) {
    return secrets.parallelStream().map(request::genShare).toList();
  }

  /** The sum of all parties' shares. */
  Share sum(CollectiveProtocol request) {
    List<Share> sums = new ArrayList<>();
    for (int from = 0; from < secrets.size(); from += CHUNK) {
      List<Share> shares =
          secrets.subList(from, Math.min(from + CHUNK, secrets.size())).parallelStream()
              .map(request::genShare)
              .toList();
      sums.add(request.aggregateShares(shares));
      shares.forEach(Share::close);
    }
    Share sum = request.aggregateShares(sums);
    sums.forEach(Share::close);
    return sum;
  }

  PublicKey publicKey() {
    try (CollectivePublicKeyGen request = CollectivePublicKeyGen.of(session, Place.of("keys"));
        Share sum = sum(request)) {
      return owned(request.finalise(sum));
    }
  }

  SwitchingKey relinearisationKey() {
    try (RelinearisationRoundOne one = RelinearisationRoundOne.of(session, Place.of("keys"));
        Share first = sum(one);
        RelinearisationRoundTwo two = one.secondRound(first);
        Share second = sum(two)) {
      return owned(two.finalise(second));
    }
  }

  RotationKeys automorphismKeys(List<Integer> galoisElements) {
    Map<Integer, SwitchingKey> keys = new TreeMap<>();
    for (int element : galoisElements) {
      Place where = Place.of("keys").withObject(element);
      try (RotationKeyGen request = RotationKeyGen.ofGaloisElement(session, where, element);
          Share sum = sum(request)) {
        keys.put(element, owned(request.finalise(sum)));
      }
    }
    return RotationKeys.of(keys);
  }

  /** Closes it with the parties. */
  <T extends AutoCloseable> T owned(T value) {
    open.add(value);
    return value;
  }

  /** c0 + c1 s, with the sum of all shares. */
  Polynomial phase(Ciphertext ciphertext) {
    try (Scope scope = Scope.open()) {
      return scope.keep(
          ciphertext.c1().multiplyAdd(secretSum.drop(ciphertext.limbs()), ciphertext.c0()));
    }
  }

  double[] decrypt(Ciphertext ciphertext) {
    try (Polynomial phase = phase(ciphertext)) {
      return new Encoder(context).decode(phase, ciphertext.scale());
    }
  }

  Ciphertext encrypt(PublicKey key, double[] slots, double scale, int limbs, String label) {
    try (Plaintext plaintext = new Encoder(context).encode(slots, scale, limbs)) {
      return key.encrypt(plaintext, seed(0, "encrypt " + label));
    }
  }

  static double[] values(int count, int seed, double bound) {
    java.util.Random random = new java.util.Random(seed);
    return IntStream.range(0, count)
        .mapToDouble(i -> bound * (2 * random.nextDouble() - 1))
        .toArray();
  }

  /** log2 of the largest difference. */
  static double worst(double[] got, double[] expected) {
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(got[i] - expected[i]));
    }
    return log2(worst);
  }

  /** Standard deviation around 0. */
  static double deviation(BigInteger[] values) {
    double sum = 0;
    for (BigInteger value : values) {
      sum += Math.pow(value.doubleValue(), 2);
    }
    return Math.sqrt(sum / values.length);
  }

  static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static double[] constant(int count, double value) {
    double[] values = new double[count];
    java.util.Arrays.fill(values, value);
    return values;
  }

  Evaluator evaluator() {
    return new Evaluator(context);
  }

  @Override
  public void close() {
    for (AutoCloseable value : open) {
      try {
        value.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close " + value, e);
      }
    }
    secretSum.close();
    secrets.forEach(PartySecrets::close);
    querier.close();
    context.close();
  }
}
