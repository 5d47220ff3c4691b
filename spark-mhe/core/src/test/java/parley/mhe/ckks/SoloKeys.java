package parley.mhe.ckks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import parley.mhe.random.Samplers;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/** A key pair with relinearisation and rotation keys made by one owner, for tests. */
public final class SoloKeys implements AutoCloseable {
  private final CkksContext context;
  private final Seed seed;
  private final KeyPair pair;

  public SoloKeys(CkksContext context, int seed) {
    this.context = context;
    this.seed = seed(seed);
    this.pair = KeyPair.generate(context, this.seed.derive("pair"));
  }

  /** A seed that a number determines. */
  public static Seed seed(int number) {
    byte[] bytes = new byte[Seed.BYTES];
    bytes[0] = (byte) number;
    bytes[1] = (byte) (number >> 8);
    return Seed.of(bytes);
  }

  /** Values uniform in [-1, 1). */
  public static double[] values(int count, int seed) {
    Random random = new Random(seed);
    return random.doubles(count, -1, 1).toArray();
  }

  /** Largest absolute difference. */
  public static double error(double[] got, double[] expected) {
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(got[i] - expected[i]));
    }
    return worst;
  }

  public KeyPair pair() {
    return pair;
  }

  public Ciphertext encrypt(double[] values, double scale, int limbs, int number) {
    try (Plaintext m = new Encoder(context).encode(values, scale, limbs)) {
      return pair.publicKey().encrypt(m, seed.derive("encrypt", new byte[] {(byte) number}));
    }
  }

  public SwitchingKey relinearisationKey() {
    try (Polynomial s = pair.secret().extended();
        Polynomial square = s.multiply(s)) {
      return switchingKey(square, s, "relinearise");
    }
  }

  public RotationKeys rotationKeys(int... galoisElements) {
    Map<Integer, SwitchingKey> keys = new HashMap<>();
    for (int g : galoisElements) {
      try (Polynomial s = pair.secret().extended();
          Polynomial target = s.automorphism(inverse(g))) {
        keys.put(g, switchingKey(s, target, "rotate" + g));
      }
    }
    return RotationKeys.of(keys);
  }

  private int inverse(int galois) {
    int m = 2 * context.parameters().ringDimension();
    return java.math.BigInteger.valueOf(galois)
        .modInverse(java.math.BigInteger.valueOf(m))
        .intValue();
  }

  private SwitchingKey switchingKey(Polynomial from, Polynomial to, String label) {
    try (Scope scope = Scope.open()) {
      List<Polynomial> b = new ArrayList<>();
      List<Polynomial> a = new ArrayList<>();
      for (int j = 0; j < context.digits(); j++) {
        byte[] digit = {(byte) j};
        byte[] common = seed.derive(label + "a", digit).export(SecretAccess.forKeyStore());
        a.add(Samplers.uniform(context, common, context.limbs(), true));
        Polynomial e =
            Samplers.gaussian(context, seed.derive(label + "e", digit), context.limbs(), true);
        b.add(a.get(j).multiplySubtractFrom(to, from.gadget(j).add(e)));
      }
      return new SwitchingKey(b, a);
    }
  }

  @Override
  public void close() {
    pair.close();
  }
}
