package parley.fl.plan;

/**
 * Predicts seconds and bytes of a layout by counting transforms, products and samples. Immutable
 * and thread-safe.
 *
 * <p>What bounds an iteration are number theoretic transforms (in key switching, rescaling and
 * sampling) and, for columns, memory traffic of the inner product; the counts below follow the
 * evaluator's and the protocols' own steps.
 */
final class CostModel {
  private static final double PROCESS_BYTES = 3.5e9;

  private final PlanRequest request;
  private final MachineCosts machine;

  CostModel(PlanRequest request, MachineCosts machine) {
    this.request = request;
    this.machine = machine;
  }

  /** Predicted seconds and bytes of one layout. */
  PlanCost cost(Layout layout) {
    double provider = providerStep(layout);
    double driver = driverStep(layout);
    int parallel = Math.min(request.cores(), request.providers());
    double waves = Math.ceil((double) request.providers() / parallel);
    int jobs = layout.packing() == Packing.DIAGONAL ? 2 : 3;
    double round = provider * waves + driver + jobs * machine.job() + transport(layout);
    double saved =
        layout.packing() == Packing.DIAGONAL ? products(layout) * waves + rotations(layout) : 0;
    return new PlanCost(
        prepare(layout, waves),
        round,
        round * request.iterations() - saved,
        uploadBytes(layout) * request.iterations(),
        memory(layout));
  }

  private double providerStep(Layout l) {
    int n = l.parameters().ringDimension();
    double share =
        l.stateSize()
            * (products(n, l.refreshLimbs())
                + transforms(n, 1, l.refreshLimbs())
                + outputShare(n, l.topLimbs()));
    if (l.packing() == Packing.DIAGONAL) {
      return products(l) + l.uploads() * encryptZero(n, l.refreshLimbs()) + share;
    }
    int touched = Math.max(1, (int) Math.ceil((double) l.capacity() / l.rowsPerBlock()));
    double forward = touched * (products(n, 2.0 * l.topLimbs()) + encryptZero(n, l.topLimbs()));
    double gradient = touched * products(n, 2.0 * l.refreshLimbs()) + upload(n, l.refreshLimbs());
    return forward + gradient + share;
  }

  /** What a provider computes on its rows with diagonals: nothing at the model 0. */
  private double products(Layout l) {
    int n = l.parameters().ringDimension();
    int terms = diagonals(l);
    double block =
        terms * products(n, 2.0 * l.topLimbs())
            + rescale(n, l.topLimbs())
            + activation(l)
            + (l.babySteps() - 1) * keySwitch(l, l.refreshLimbs())
            + terms * products(n, 2.0 * l.refreshLimbs());
    return l.blocks() * block;
  }

  /** The driver's rotations of the model with diagonals. */
  private double rotations(Layout l) {
    int chains = l.babySteps();
    double waves = Math.ceil((double) chains / Math.min(chains, request.cores()));
    double hops = chains - 1 + waves * (l.width() / chains - 1);
    return hops * keySwitch(l, l.topLimbs());
  }

  private static int diagonals(Layout l) {
    return l.width() + (l.intercept() ? 1 : 0);
  }

  private double driverStep(Layout l) {
    int n = l.parameters().ringDimension();
    double common = l.stateSize() * (transforms(n, 1, l.topLimbs()) + uniforms(n, l.topLimbs()));
    if (l.packing() == Packing.DIAGONAL) {
      int hops = l.width() / l.babySteps() - 1 + (l.intercept() ? l.mostHops() : 0);
      return common + rotations(l) + hops * keySwitch(l, l.refreshLimbs());
    }
    int steps = Integer.numberOfTrailingZeros(l.width());
    double perBlock =
        rescale(n, l.topLimbs())
            + steps * keySwitch(l, l.topLimbs() - 1)
            + rescale(n, l.topLimbs() - 1)
            + steps * keySwitch(l, l.topLimbs() - 2)
            + activation(l);
    double waves = Math.ceil((double) l.blocks() / Math.min(l.blocks(), request.cores()));
    return waves * perBlock + common;
  }

  private double activation(Layout l) {
    int n = l.parameters().ringDimension();
    int limbs = l.predictorLimbs();
    int[] mults =
        switch (request.degree()) {
          case 1 -> new int[0];
          case 5 -> new int[] {2, 1, 1};
          case 9 -> new int[] {2, 1, 1, 1};
          case 13 -> new int[] {2, 1, 2, 1};
          default -> new int[] {1, 4, 2, 1};
        };
    // Degree 15: eight factors, each with a rescale of its own; degree 1: one rescale and no more.
    double seconds =
        switch (request.degree()) {
          case 1 -> rescale(n, limbs);
          case 15 -> 7 * rescale(n, limbs);
          default -> 0;
        };
    for (int k = 0; k < mults.length; k++) {
      int at = limbs - k;
      seconds += mults[k] * (products(n, 4.0 * at) + keySwitch(l, at) + rescale(n, at));
    }
    return seconds;
  }

  private double keySwitch(Layout l, int limbs) {
    int n = l.parameters().ringDimension();
    int perDigit = (l.topLimbs() + l.parameters().digits() - 1) / l.parameters().digits();
    int special = LayoutRules.specialPrimes(l.parameters().scaleBits(), perDigit);
    int digits = (limbs + perDigit - 1) / perDigit;
    int all = limbs + special;
    double ntt =
        transforms(n, 1 + digits * (limbs - Math.min(perDigit, limbs)) / (double) limbs + 2, limbs)
            + wide(n, digits * special + 2.0 * special);
    double pointwise =
        digits * (double) perDigit * (all - perDigit) + 2.0 * digits * all + 2.0 * special * limbs;
    return ntt + products(n, pointwise);
  }

  /** Both polynomials leave the last prime and enter all others. */
  double rescale(int n, int limbs) {
    return transforms(n, 2, limbs) + products(n, 2.0 * limbs);
  }

  private double encryptZero(int n, int limbs) {
    return transforms(n, 3, limbs) + products(n, 4.0 * limbs) + 3 * samples(n);
  }

  private static int rotationKeys(Layout l) {
    if (l.packing() == Packing.ROW) {
      return 2 * Integer.numberOfTrailingZeros(l.width());
    }
    boolean oneStep = l.babySteps() == 1 || l.babySteps() == l.width();
    return l.width() == 1 ? 0 : oneStep ? 1 : 2;
  }

  /** A re-randomised upload for a sum refresh: of the first polynomial only a few coefficients. */
  private double upload(int n, int limbs) {
    return transforms(n, 2, limbs) + products(n, 3.0 * limbs) + 2 * samples(n);
  }

  private double outputShare(int n, int limbs) {
    return transforms(n, 2, limbs) + products(n, 3.0 * limbs) + samples(n);
  }

  private double prepare(Layout l, double waves) {
    int n = l.parameters().ringDimension();
    int perDigit = (l.topLimbs() + l.parameters().digits() - 1) / l.parameters().digits();
    int all = l.topLimbs() + LayoutRules.specialPrimes(l.parameters().scaleBits(), perDigit);
    int rotations = rotationKeys(l);
    double keyDigit =
        transforms(n, 1, l.topLimbs())
            + wide(n, all - l.topLimbs())
            + products(n, 4.0 * all)
            + samples(n);
    double keys = l.parameters().digits() * keyDigit * (5 + rotations);
    long encoded =
        l.packing() == Packing.DIAGONAL
            ? (long) l.blocks() * diagonals(l)
            : (l.capacity() + l.rowsPerBlock() - 1) / l.rowsPerBlock();
    double encoding =
        encoded
            * (transforms(n, 1, l.topLimbs())
                + transforms(n, 1, l.refreshLimbs())
                + 2 * machine.encode() * n);
    double commonStrings = l.parameters().digits() * uniforms(n, all) * (2 + rotations);
    return waves * (keys + encoding) + commonStrings + (8 + rotations) * machine.job();
  }

  /** Bytes one provider sends in an iteration. */
  private double uploadBytes(Layout l) {
    double polynomial = 8.0 * l.parameters().ringDimension();
    return l.packing() == Packing.DIAGONAL
        ? polynomial * (2.0 * l.uploads() * l.refreshLimbs() + l.stateSize() * l.topLimbs())
        : polynomial * (2 * l.topLimbs() + 2 * l.refreshLimbs() + l.topLimbs());
  }

  private double transport(Layout l) {
    return 2
        * uploadBytes(l)
        * request.providers()
        / machine.bytesPerSecond()
        / Math.min(request.cores(), request.providers());
  }

  /**
   * Bytes of encoded rows of all providers (one JVM holds them in simulation), of keys and of a
   * round's messages, and of the JVM with Spark, whose heap fills up before it is collected.
   */
  private double memory(Layout l) {
    double polynomial = 8.0 * l.parameters().ringDimension();
    int limbs = l.topLimbs() + l.refreshLimbs();
    double rows =
        l.packing() == Packing.DIAGONAL
            ? (double) request.providers() * l.blocks() * diagonals(l) * polynomial * limbs
            : (double) (l.blocks() + request.providers()) * polynomial * limbs;
    int perDigit = (l.topLimbs() + l.parameters().digits() - 1) / l.parameters().digits();
    int special = LayoutRules.specialPrimes(l.parameters().scaleBits(), perDigit);
    double keys =
        2.0
            * l.parameters().digits()
            * (l.topLimbs() + special)
            * polynomial
            * (1 + rotationKeys(l));
    double rotated =
        l.packing() == Packing.DIAGONAL ? 2.0 * diagonals(l) * l.topLimbs() * polynomial : 0;
    double messages = 3 * uploadBytes(l) * Math.min(request.cores(), request.providers());
    return rows + 2 * keys + rotated + messages + PROCESS_BYTES;
  }

  /**
   * Transforms of so many polynomials modulo Q_limbs: the first prime is wide, the others are not.
   */
  private double transforms(int n, double polynomials, int limbs) {
    return polynomials * (wide(n, 1) + (limbs - 1) * butterflies(n) * machine.transform());
  }

  /** Transforms modulo so many primes of 60 bits. */
  private double wide(int n, double count) {
    return count * butterflies(n) * machine.wideTransform();
  }

  private static double butterflies(int n) {
    return (double) n * Integer.numberOfTrailingZeros(n);
  }

  private double products(int n, double count) {
    return count * n * machine.product();
  }

  private double samples(int n) {
    return n * machine.gaussian();
  }

  private double uniforms(int n, double count) {
    return count * n * machine.uniform();
  }
}
