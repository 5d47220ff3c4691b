package parley.fl.protection.encrypted.linear.loop;

import java.util.ArrayList;
import java.util.List;
import parley.fl.family.circuit.LookCircuit;
import parley.fl.family.circuit.PolynomialCircuit;
import parley.fl.optim.ProviderRows;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.packing.SlotRotations;
import parley.fl.protection.encrypted.linear.step.TrainingArguments;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.runtime.session.SessionKeys;

/**
 * A provider's step with diagonal packing, see {@link Diagonals}: the inner product of its
 * diagonals with the rotated model, the activation, and a gradient ciphertext a giant step, with
 * one more for the intercept.
 *
 * <p>Rows are encoded once and read by every iteration. Not thread-safe: one step at a time.
 */
final class DiagonalKernel implements AutoCloseable {
  private final CkksContext context;
  private final Layout layout;
  private final Diagonals diagonals;
  private final double scale;
  private final List<Plaintext> labels;
  private final Evaluator evaluator;
  private final Encoder encoder;
  private final int blocks;
  private final List<List<Plaintext>> forward = new ArrayList<>();
  private final List<List<Plaintext>> gradient = new ArrayList<>();

  DiagonalKernel(
      CkksContext context, Layout layout, ProviderRows rows, TrainingArguments arguments) {
    this.context = context;
    this.layout = layout;
    this.evaluator = new Evaluator(context);
    this.encoder = new Encoder(context);
    this.diagonals = new Diagonals(layout, rows, arguments);
    this.blocks = diagonals.blocks();
    for (int block = 0; block < blocks; block++) {
      forward.add(forward(diagonals, block));
    }
    for (int upload = 0; upload < layout.uploads(); upload++) {
      gradient.add(gradient(diagonals, upload));
    }
    this.scale =
        TrainingSteps.gradientScale(context.primes(), layout, arguments.circuit().scales());
    this.labels = labels(arguments.circuit().labelOffset());
  }

  /** What the labels add to the first upload, and to the intercept's. */
  private List<Plaintext> labels(double offset) {
    List<Plaintext> labels = new ArrayList<>();
    labels.add(encoder.encode(diagonals.labels(offset), scale, layout.refreshLimbs()));
    if (layout.intercept()) {
      labels.add(
          encoder.encodeConstant(diagonals.interceptLabel(offset), scale, layout.refreshLimbs()));
    }
    return labels;
  }

  /** The plaintexts of a block that meet the rotated model, then the intercept. */
  private List<Plaintext> forward(Diagonals diagonals, int block) {
    double scale = TrainingSteps.forwardRowScale(context.primes(), layout);
    List<Plaintext> x = new ArrayList<>();
    for (int k = 0; k < layout.width(); k++) {
      x.add(encoder.encode(diagonals.forward(block, k), scale, layout.topLimbs()));
    }
    if (layout.intercept()) {
      x.add(encoder.encode(diagonals.signs(block), scale, layout.topLimbs()));
    }
    return x;
  }

  /** The plaintexts of an upload: those of all baby steps of each block, or one a block. */
  private List<Plaintext> gradient(Diagonals diagonals, int upload) {
    double scale = TrainingSteps.gradientRowScale(layout);
    List<Plaintext> x = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      if (isIntercept(upload)) {
        x.add(encoder.encode(diagonals.interceptGradient(block), scale, layout.refreshLimbs()));
        continue;
      }
      for (int baby = 0; baby < layout.babySteps(); baby++) {
        x.add(
            encoder.encode(diagonals.gradient(block, upload, baby), scale, layout.refreshLimbs()));
      }
    }
    return x;
  }

  private boolean isIntercept(int upload) {
    return upload == layout.width() / layout.babySteps();
  }

  /**
   * One local step.
   *
   * @param model the rotations of the weights by 0 .. B - 1, then the intercept, at the top limbs;
   *     empty for the model 0, at which the gradient is a sum in clear
   * @return the layout's uploads at the refresh's limbs, owned by the caller
   */
  List<Ciphertext> gradient(
      List<Ciphertext> model, SessionKeys keys, PolynomialCircuit activation) {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> out = model.isEmpty() ? zeros() : products(model, keys, activation);
      List<Plaintext> clear = model.isEmpty() ? labels(activation.atZero()) : labels;
      out.set(0, evaluator.addPlain(out.get(0), clear.get(0)));
      if (layout.intercept()) {
        int last = out.size() - 1;
        out.set(last, evaluator.addPlain(out.get(last), clear.get(1)));
      }
      out.forEach(scope::keep);
      return out;
    }
  }

  /** Trivial ones: whoever sends them adds an encryption of zero. */
  private List<Ciphertext> zeros() {
    Polynomial zero = Polynomial.zero(context, layout.refreshLimbs());
    List<Ciphertext> out = new ArrayList<>();
    for (int upload = 0; upload < layout.uploads(); upload++) {
      out.add(Ciphertext.of(zero, zero, scale));
    }
    return out;
  }

  private List<Ciphertext> products(
      List<Ciphertext> model, SessionKeys keys, PolynomialCircuit activation) {
    SlotRotations rotations = new SlotRotations(evaluator, keys.rotationKeys(), layout);
    List<Ciphertext> residuals = new ArrayList<>();
    List<Ciphertext> rotated = new ArrayList<>();
    try {
      for (List<Plaintext> x : forward) {
        Ciphertext u = evaluator.rescale(evaluator.innerProduct(x, model));
        Ciphertext p = activation.apply(evaluator, keys.relinearisationKey(), u);
        Ciphertext r = evaluator.drop(p, layout.refreshLimbs());
        residuals.add(r);
        rotated.addAll(rotations.babySteps(r));
      }
      List<Ciphertext> out = new ArrayList<>();
      for (int upload = 0; upload < layout.uploads(); upload++) {
        out.add(
            evaluator.innerProduct(
                gradient.get(upload), isIntercept(upload) ? residuals : rotated));
      }
      return out;
    } finally {
      rotated.forEach(Ciphertext::close);
    }
  }

  /** The sums of a look's powers over the blocks; owned by the caller. */
  List<Ciphertext> powers(List<Ciphertext> model, SessionKeys keys, LookCircuit look) {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> sums = new ArrayList<>();
      for (List<Plaintext> x : forward) {
        Ciphertext u = evaluator.rescale(evaluator.innerProduct(x, model));
        List<Ciphertext> powers = look.apply(evaluator, keys.relinearisationKey(), u);
        for (int k = 0; k < powers.size(); k++) {
          if (sums.size() <= k) {
            sums.add(powers.get(k));
          } else {
            sums.set(k, evaluator.add(sums.get(k), powers.get(k)));
          }
        }
      }
      return sums.stream()
          .map(sum -> scope.keep(evaluator.drop(sum, layout.refreshLimbs())))
          .toList();
    }
  }

  @Override
  public void close() {
    forward.forEach(block -> block.forEach(Plaintext::close));
    gradient.forEach(upload -> upload.forEach(Plaintext::close));
    labels.forEach(Plaintext::close);
  }
}
