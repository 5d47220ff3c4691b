package parley.benchmarks;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/** Each operation of the CKKS types at the secure presets, at all limbs or at the given number. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CkksOperations {
  private static final double SCALE = 0x1p45;

  /** Preset and limbs. */
  @Param({"14:5", "14:8", "15:11"})
  @SuppressWarnings("NullAway.Init") // JMH sets it
  public String shape;

  private int limbs;
  private double[] values = new double[0];

  @SuppressWarnings("NullAway.Init") // the set-up makes all of these
  private CkksContext context;

  @SuppressWarnings("NullAway.Init")
  private KeyPair keys;

  @SuppressWarnings("NullAway.Init")
  private SwitchingKey switching;

  @SuppressWarnings("NullAway.Init")
  private RotationKeys rotation;

  @SuppressWarnings("NullAway.Init")
  private Plaintext plain;

  @SuppressWarnings("NullAway.Init")
  private Ciphertext cipher;

  @SuppressWarnings("NullAway.Init")
  private Polynomial uniform;

  @SuppressWarnings("NullAway.Init")
  private Polynomial share;

  @SuppressWarnings("NullAway.Init")
  private Polynomial noise;

  private byte[] wire = new byte[0];
  private final Seed seed = Seed.fresh();

  /** Makes operands; what the switching key switches does not matter for its time. */
  @Setup(Level.Trial)
  public void open() {
    String[] parts = shape.split(":", 2);
    limbs = Integer.parseInt(parts[1]);
    context =
        CkksContext.open(
            parts[0].equals("14") ? CkksParameters.SECURE_14 : CkksParameters.SECURE_15);
    keys = KeyPair.generate(context, seed);
    List<Polynomial> b = new ArrayList<>();
    List<Polynomial> a = new ArrayList<>();
    for (int j = 0; j < context.digits(); j++) {
      b.add(Samplers.uniform(context, new byte[Seed.BYTES], context.limbs(), true));
      a.add(Samplers.uniform(context, new byte[Seed.BYTES], context.limbs(), true));
    }
    switching = new SwitchingKey(b, a);
    b.forEach(Polynomial::close);
    a.forEach(Polynomial::close);
    rotation = RotationKeys.of(Map.of(5, switching));
    values = new double[context.parameters().slots()];
    java.util.Arrays.setAll(values, k -> Math.sin(k));
    plain = new Encoder(context).encode(values, SCALE, limbs);
    cipher = keys.publicKey().encrypt(plain, seed.derive("cipher"));
    wire = cipher.toBytes();
    uniform = Samplers.uniform(context, new byte[Seed.BYTES], limbs, false);
    share = keys.secret().polynomial(limbs);
    noise = Samplers.gaussian(context, seed, limbs, false);
  }

  /** Closes all. */
  @TearDown(Level.Trial)
  public void close() {
    for (AutoCloseable c :
        List.of(noise, share, uniform, cipher, plain, switching, keys, context)) {
      try {
        c.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close", e);
      }
    }
  }

  /** Encodes n/2 values. */
  @Benchmark
  public void encode() {
    new Encoder(context).encode(values, SCALE, limbs).close();
  }

  /** Decodes n/2 values. */
  @Benchmark
  public double[] decode() {
    return new Encoder(context).decode(plain);
  }

  /** The re-randomisation of an upload. */
  @Benchmark
  public void encryptZero() {
    keys.publicKey().encryptZero(limbs, SCALE, seed).close();
  }

  /** Product and relinearisation. */
  @Benchmark
  public void multiplyRelinearise() {
    new Evaluator(context).multiply(cipher, cipher, switching).close();
  }

  /** Rotation by one slot. */
  @Benchmark
  public void rotate() {
    new Evaluator(context).rotate(cipher, 1, rotation).close();
  }

  /** Rescaling of both polynomials. */
  @Benchmark
  public void rescale() {
    new Evaluator(context).rescale(cipher).close();
  }

  /** Product with a plaintext. */
  @Benchmark
  public void multiplyPlain() {
    new Evaluator(context).multiplyPlain(cipher, plain).close();
  }

  /** Product with an integer. */
  @Benchmark
  public void multiplyInteger() {
    new Evaluator(context).multiplyInteger(cipher, BigInteger.valueOf(12345), 1).close();
  }

  /** Sum. */
  @Benchmark
  public void add() {
    new Evaluator(context).add(cipher, cipher).close();
  }

  /** A share's e - a s, with the operands given. */
  @Benchmark
  public void shareFormula() {
    uniform.multiplySubtractFrom(share, noise).close();
  }

  /** Expansion of a common random string. */
  @Benchmark
  public void sampleUniform() {
    Samplers.uniform(context, new byte[Seed.BYTES], limbs, false).close();
  }

  /** A ternary polynomial. */
  @Benchmark
  public void sampleTernary() {
    Samplers.ternary(context, seed, limbs, false).close();
  }

  /** A Gaussian polynomial. */
  @Benchmark
  public void sampleGaussian() {
    Samplers.gaussian(context, seed, limbs, false).close();
  }

  /** A Gaussian polynomial of sigma 2^66. */
  @Benchmark
  public void sampleWideGaussian() {
    Samplers.wideGaussian(context, seed, limbs, 0x1p66).close();
  }

  /** To the wire format. */
  @Benchmark
  public byte[] write() {
    return cipher.toBytes();
  }

  /** From the wire format. */
  @Benchmark
  public void read() {
    Ciphertext.fromBytes(context, wire).close();
  }
}
