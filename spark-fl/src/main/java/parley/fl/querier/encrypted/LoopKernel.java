package parley.fl.querier.encrypted;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import parley.fl.family.circuit.FittedCircuit;
import parley.fl.querier.HiddenGlm;
import parley.fl.querier.MarginModel;
import parley.fl.querier.MarginRows;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;

/**
 * A provider's part of a round on encrypted coefficients. Rows are encoded once for their inner
 * product with the coefficients, and for that with the score's function. For one thread at a time.
 */
final class LoopKernel implements AutoCloseable {
  private final CkksContext context;
  private final LoopLayout layout;
  private final HiddenGlm fit;
  private final MarginRows rows;
  private final Evaluator evaluator;
  private final Encoder encoder;
  private final FittedCircuit score;
  private final List<FittedCircuit> last = new ArrayList<>();
  private final int blocks;

  /** By block, then by coefficient. */
  private final List<List<Plaintext>> forward = new ArrayList<>();

  /** By coefficient, then by block. */
  private final List<List<Plaintext>> factored = new ArrayList<>();

  LoopKernel(CkksContext context, LoopLayout layout, HiddenGlm fit, MarginRows rows) {
    this.context = context;
    this.layout = layout;
    this.fit = fit;
    this.rows = rows;
    this.evaluator = new Evaluator(context);
    this.encoder = new Encoder(context);
    MarginModel model = fit.model();
    this.score = new FittedCircuit(model.score(), 1);
    model.last().forEach(powers -> last.add(new FittedCircuit(powers, 1)));
    int slots = layout.parameters().slots();
    this.blocks = (rows.rows() + slots - 1) / slots;
    for (int block = 0; block < blocks; block++) {
      List<Plaintext> columns = new ArrayList<>();
      for (int j = 0; j < fit.terms(); j++) {
        columns.add(
            encoder.encode(
                rows.signed(j, from(block), to(block)),
                layout.rowScale(context.primes()),
                layout.topLimbs()));
      }
      forward.add(columns);
    }
    for (int j = 0; j < fit.terms(); j++) {
      int column = j;
      factored.add(plain((from, to) -> rows.factored(column, from, to)));
    }
  }

  @FunctionalInterface
  private interface Values {
    double[] of(int from, int to);
  }

  private int from(int block) {
    return block * layout.parameters().slots();
  }

  private int to(int block) {
    return Math.min(rows.rows(), from(block + 1));
  }

  private List<Plaintext> plain(Values values) {
    List<Plaintext> plain = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      plain.add(
          encoder.encode(
              values.of(from(block), to(block)), layout.gradientRowScale(), layout.refreshLimbs()));
    }
    return plain;
  }

  /** The score's sums over this provider's rows; the caller owns them. */
  List<Ciphertext> gradient(SwitchingKey relinearisation, List<Ciphertext> b) {
    if (blocks == 0) {
      return zeros(fit.terms());
    }
    try (Scope scope = Scope.open()) {
      List<Ciphertext> values = values(score, relinearisation, b);
      return factored.stream()
          .map(plain -> scope.keep(evaluator.innerProduct(plain, values)))
          .toList();
    }
  }

  /** What is opened at the last coefficients; the caller owns it. */
  List<Ciphertext> last(SwitchingKey relinearisation, List<Ciphertext> b) {
    if (blocks == 0) {
      return zeros(fit.lastNumbers());
    }
    try (Scope scope = Scope.open()) {
      List<Ciphertext> out = new ArrayList<>();
      if (fit.model().opensInformation()) {
        List<Ciphertext> weights = values(last.get(0), relinearisation, b);
        for (int j = 0; j < fit.terms(); j++) {
          for (int k = j; k < fit.terms(); k++) {
            int first = j;
            int second = k;
            out.add(
                scope.keep(product((from, to) -> rows.products(first, second, from, to), weights)));
          }
        }
      } else {
        for (int k = 0; k < last.size(); k++) {
          int power = k + 1;
          List<Ciphertext> values = values(last.get(k), relinearisation, b);
          out.add(scope.keep(product((from, to) -> rows.powers(power, from, to), values)));
        }
      }
      return out;
    }
  }

  private Ciphertext product(Values plain, List<Ciphertext> values) {
    try (Scope scope = Scope.open()) {
      return scope.keep(evaluator.innerProduct(plain(plain), values));
    }
  }

  /** A polynomial of the margins, a ciphertext a block. */
  private List<Ciphertext> values(
      FittedCircuit circuit, SwitchingKey relinearisation, List<Ciphertext> b) {
    List<Ciphertext> values = new ArrayList<>();
    for (List<Plaintext> columns : forward) {
      try (Scope scope = Scope.open()) {
        Ciphertext margins = evaluator.rescale(evaluator.innerProduct(columns, b));
        values.add(scope.keep(circuit.apply(evaluator, relinearisation, margins)));
      }
    }
    return values;
  }

  /** Trivial ones: whoever sends them adds an encryption of zero. */
  private List<Ciphertext> zeros(int count) {
    Polynomial zero = Polynomial.zero(context, layout.refreshLimbs());
    Ciphertext one = Ciphertext.of(zero, zero, layout.uploadScale(context.primes()));
    return new ArrayList<>(Collections.nCopies(count, one));
  }

  @Override
  public void close() {
    forward.forEach(block -> block.forEach(Plaintext::close));
    factored.forEach(column -> column.forEach(Plaintext::close));
  }
}
