package parley.mhe.runtime;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.party.PartyStatus;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProductStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefreshStep;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.querier.QuerierCredential;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.CollectiveDecryption;
import parley.mhe.protocol.CollectiveKeySwitch;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.ConvertingRefreshBuilder;
import parley.mhe.protocol.ConvertingRefreshResult;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.protocol.MaskedProduct;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Refresh;
import parley.mhe.protocol.ResidueVector;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.SumRefresh;
import parley.mhe.protocol.SumRefreshBuilder;
import parley.mhe.protocol.SumRefreshCarry;
import parley.mhe.protocol.SumRefreshResult;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.carrier.ProviderTransport;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.RoundMessage;
import parley.mhe.runtime.placement.ProviderLocation;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.RoundListener;
import parley.mhe.runtime.session.RoundRecord;
import parley.mhe.runtime.session.SavedSession;
import parley.mhe.runtime.session.SessionKeys;
import parley.mhe.runtime.ui.FederationWatch;

/**
 * The driver's side of a session with all providers: it has the public keys, asks for the rounds of
 * the plan, and never holds a share of the secret key. With a local master all providers live in
 * the driver's process: a simulation, in which nothing is protected.
 *
 * <p>Ciphertexts that go in stay the caller's; those that come out are the caller's and live in the
 * context of the querier's key, which must stay open. Used by one thread at a time.
 */
public final class Federation implements AutoCloseable {
  private final ProviderTransport transport;
  private final PartyPlan plan;
  private final CkksContext context;
  private final Session session;
  private final Rounds rounds;
  private final FederationWatch watch;
  private final SessionKeys keys;
  private final int attempt;
  private @Nullable SortedMap<String, byte[]> commitments;
  private boolean closed;

  private Federation(
      ProviderTransport transport,
      PartyPlan plan,
      CkksContext context,
      Session session,
      Rounds rounds,
      FederationWatch watch,
      SessionKeys keys,
      int attempt) {
    this.transport = transport;
    this.plan = plan;
    this.context = context;
    this.session = session;
    this.rounds = rounds;
    this.watch = watch;
    this.keys = keys;
    this.attempt = attempt;
  }

  /**
   * Begins a session: every provider makes its program from its rows, joins, and takes part in the
   * generation of the keys that the plan asks for.
   *
   * @param rows partition i holds the rows of the plan's provider i
   * @param programs makes a provider's program from its rows
   * @param querier the only key that results are switched to; stays the caller's, and so does its
   *     context, in which all results live
   * @throws ParleyException when Spark speculates, the partitions are not the providers, the plan
   *     has no room for what it opens, a provider refuses, or does not answer in time
   */
  public static <T> Federation open(
      SparkSession spark,
      PartyPlan plan,
      JavaRDD<T> rows,
      ProgramFactory<T> programs,
      PublicKey querier,
      FederationOptions options) {
    requirePartitions(plan, rows);
    JavaSparkContext sparkContext = JavaSparkContext.fromSparkContext(spark.sparkContext());
    CkksContext context = context(plan, querier);
    plan.requireRoom(context);
    ProviderTransport transport = ProviderTransport.create(sparkContext, plan, context, options);
    FederationWatch watch = FederationWatch.of(spark.sparkContext(), plan, options.listener());
    try {
      SortedMap<String, byte[]> nonces = transport.install(rows, programs, false);
      Session session = Session.open(context, plan.hash(), querier, nonces);
      Rounds rounds = new Rounds(transport, plan, watch);
      begin(rounds, session, options, watch);
      SessionKeys keys = KeyGeneration.run(rounds, plan, session);
      rounds.send(keys);
      return new Federation(transport, plan, context, session, rounds, watch, keys, 0);
    } catch (RuntimeException e) {
      watch.close();
      transport.close();
      throw e;
    }
  }

  /**
   * Goes on with a session whose providers kept their shares in key stores, for instance to predict
   * with a saved model. Values on the providers' rows cannot be asked for.
   *
   * @param querier the same key as before
   * @throws ParleyException when a store is missing or altered, or the querier's key is another
   */
  public static Federation continueSession(
      SparkSession spark, SavedSession saved, PublicKey querier, FederationOptions options) {
    return goOn(spark, saved, querier, options, 0, ProviderTransport::resume);
  }

  /**
   * As {@link #continueSession}, with the providers' rows: a training whose driver was lost goes on
   * from what it had saved. What the lost driver asked since then is asked anew, as a later attempt
   * with other common strings and masks; openings count again.
   *
   * @param rows as in {@link #open}; the same as before
   * @param attempt more than any before, and less than the steps' attempts
   */
  public static <T> Federation resume(
      SparkSession spark,
      SavedSession saved,
      JavaRDD<T> rows,
      ProgramFactory<T> programs,
      PublicKey querier,
      FederationOptions options,
      int attempt) {
    requirePartitions(saved.plan(), rows);
    return goOn(
        spark,
        saved,
        querier,
        options,
        attempt,
        transport -> transport.install(rows, programs, true));
  }

  private static Federation goOn(
      SparkSession spark,
      SavedSession saved,
      PublicKey querier,
      FederationOptions options,
      int attempt,
      Function<ProviderTransport, Map<String, byte[]>> parties) {
    if (!MessageDigest.isEqual(saved.querierKeyFingerprint(), querier.fingerprint())) {
      throw new KeyException(
          "cannot continue the session: the querier's key is another, expected the one that the"
              + " model was trained for");
    }
    JavaSparkContext sparkContext = JavaSparkContext.fromSparkContext(spark.sparkContext());
    CkksContext context = context(saved.plan(), querier);
    ProviderTransport transport =
        ProviderTransport.create(
            sparkContext, saved.plan(), context, options.ofSession(saved.nonces()));
    FederationWatch watch =
        FederationWatch.of(spark.sparkContext(), saved.plan(), options.listener());
    try {
      requireSameSession(saved, parties.apply(transport));
      Session session = Session.open(context, saved.plan().hash(), querier, saved.nonces());
      Rounds rounds = new Rounds(transport, saved.plan(), watch);
      begin(rounds, session, options, watch);
      SessionKeys keys = SessionKeys.fromBytes(context, saved.keys());
      rounds.send(keys);
      return new Federation(
          transport, saved.plan(), context, session, rounds, watch, keys, attempt);
    } catch (RuntimeException e) {
      watch.close();
      transport.close();
      throw e;
    }
  }

  private static void requirePartitions(PartyPlan plan, JavaRDD<?> rows) {
    if (rows.getNumPartitions() != plan.providers().size()) {
      throw new ParleyException(
          "cannot open the federation: expected a partition for each of "
              + plan.providers().size()
              + " providers, got "
              + rows.getNumPartitions());
    }
  }

  /** A party's nonce is its session's: no two of its sessions share one. */
  private static void requireSameSession(SavedSession saved, Map<String, byte[]> stored) {
    saved
        .nonces()
        .forEach(
            (provider, nonce) -> {
              if (!MessageDigest.isEqual(nonce, stored.get(provider))) {
                throw new KeyException(
                    "cannot continue the session: "
                        + provider
                        + "'s key store is of another session, expected the model's, got another");
              }
            });
  }

  /** The querier's key lives in the context that the results live in. */
  private static CkksContext context(PartyPlan plan, PublicKey querier) {
    CkksContext context = querier.context();
    if (!MessageDigest.isEqual(context.fingerprint(), plan.fingerprint())) {
      throw new KeyException(
          "cannot open the federation: the querier's key has other parameters, expected "
              + plan.parameters()
              + ", got "
              + context.parameters());
    }
    return context;
  }

  private static void begin(
      Rounds rounds, Session session, FederationOptions options, RoundListener listener) {
    listener.onSession(session.id());
    WireWriter body = new WireWriter().add(session.nonces().size());
    session.nonces().forEach((provider, nonce) -> body.add(provider).add(nonce));
    byte[] querierKey = session.querierKey().toBytes();
    QuerierCredential credential = options.credential().orElse(null);
    if (credential != null && !MessageDigest.isEqual(credential.publicKey(), querierKey)) {
      throw new IllegalArgumentException(
          "cannot begin the session: the credential is of another key, expected the querier's");
    }
    body.add(credential == null ? querierKey : credential.toBytes());
    Map<String, byte[]> ids =
        rounds.gather("begin the session", RoundMessage.Kind.BEGIN, body.toBytes());
    ids.forEach(
        (provider, id) -> {
          if (!MessageDigest.isEqual(id, session.id())) {
            throw new ParleyException(
                "cannot begin the session: "
                    + provider
                    + " is in another one, expected the same plan, parameters, querier and nonces,"
                    + " got others");
          }
        });
  }

  /** The CKKS context: that of the querier's key. */
  public CkksContext context() {
    return context;
  }

  /** The plan that the providers accepted. */
  public PartyPlan plan() {
    return plan;
  }

  /** The session's public keys; closed with the federation. */
  public SessionKeys keys() {
    return keys;
  }

  /** The collective public key. */
  public PublicKey publicKey() {
    return keys.publicKey();
  }

  /** The relinearisation key. */
  public SwitchingKey relinearisationKey() {
    return keys.relinearisationKey();
  }

  /** The rotation keys. */
  public RotationKeys rotationKeys() {
    return keys.rotationKeys();
  }

  /** The place of a round; steps that may be asked once only are always at their first attempt. */
  private Place place(String step, int round) {
    Place first = Place.of(step, round);
    return plan.step(step).attempts() == 1 ? first : first.withAttempt(attempt);
  }

  /** Whether driver and providers are one process, so that nothing is protected from its owner. */
  public boolean simulated() {
    return transport.simulated();
  }

  /** Where the providers live now. */
  public List<ProviderLocation> locations() {
    return transport.locations();
  }

  /** The rounds so far, for the report. */
  public List<RoundRecord> rounds() {
    return rounds.records();
  }

  /**
   * Lets every provider compute on its rows, and adds the results up.
   *
   * @param step a step of kind {@link ProtocolKind#UPLOAD}
   * @param inputs encrypted values for the programs, possibly none
   * @param args public arguments for the programs
   * @return the sums over all providers, re-randomised by each
   */
  public List<Ciphertext> map(String step, int round, List<Ciphertext> inputs, byte[] args) {
    UploadStep planned = plan.step(step, UploadStep.class);
    double scale = Math.pow(2, planned.logScaleOut());
    UploadRequest.Shape shape =
        new UploadRequest.Shape(
            ProtocolKind.UPLOAD, planned.values(), planned.limbsOut(), scale, 0);
    return upload(place(step, round), shape, inputs, args);
  }

  private List<Ciphertext> upload(
      Place where, UploadRequest.Shape shape, List<Ciphertext> inputs, byte[] args) {
    UploadRequest request = UploadRequest.of(session, keys.digest(), where, shape, inputs, args);
    try (PartialSum sum = rounds.ask(request)) {
      List<Ciphertext> values =
          sum.upload().complete(request.transcript().id(), plan.providers()).stream()
              .map(Ciphertext::share)
              .toList();
      rounds.acknowledge(where);
      return values;
    }
  }

  /**
   * As {@link #map}, for values that go into a sum refresh and nowhere else: half the bytes.
   *
   * @param step a step of kind {@link ProtocolKind#SUM_UPLOAD}
   * @param scale true scale of the programs' results, which they must meet to 2^-30
   * @param stride the sum refresh's stride; n for the mean over all slots
   */
  public MappedSums mapForSumRefresh(
      String step, int round, List<Ciphertext> inputs, byte[] args, double scale, int stride) {
    UploadStep planned = plan.step(step, UploadStep.class);
    UploadRequest.Shape shape =
        new UploadRequest.Shape(
            ProtocolKind.SUM_UPLOAD, planned.values(), planned.limbsOut(), scale, stride);
    Place where = place(step, round);
    UploadRequest request = UploadRequest.of(session, keys.digest(), where, shape, inputs, args);
    PartialSum sum = rounds.ask(request);
    rounds.acknowledge(where);
    return new MappedSums(request.sumUpload(), sum.share(), scale);
  }

  /**
   * Exact sums of the providers' integers, opened to all.
   *
   * @param uploadStep a step of kind {@link ProtocolKind#SUMS}
   * @param openStep a step of kind {@link ProtocolKind#DECRYPTION} with an object a ciphertext, and
   *     as many values as there are, or n where there are several ciphertexts
   * @param args public arguments for the programs
   */
  public BigInteger[] openSums(String uploadStep, String openStep, int round, byte[] args) {
    UploadStep planned = plan.step(uploadStep, UploadStep.class);
    OpeningStep opening = plan.step(openStep, OpeningStep.class);
    BigInteger[] all = new BigInteger[planned.values()];
    int n = plan.parameters().ringDimension();
    try (Scope scope = Scope.open()) {
      List<Ciphertext> sums = sums(planned, round, args);
      List<BigInteger[]> opened =
          open(openStep, round, sums, EncryptedSums.positions(opening.values()));
      for (int block = 0; block < opened.size(); block++) {
        BigInteger[] integers =
            EncryptedSums.integers(opened.get(block), Math.getExponent(sums.get(block).scale()));
        int from = block * n;
        System.arraycopy(integers, 0, all, from, Math.min(integers.length, all.length - from));
      }
      return all;
    }
  }

  /**
   * Exact sums of the providers' integers, switched to the querier's key; {@link
   * EncryptedSums#open} reads them.
   *
   * @param uploadStep a step of kind {@link ProtocolKind#SUMS}
   * @param openStep a step of kind {@link ProtocolKind#KEY_SWITCH} with an object a ciphertext
   * @param args public arguments for the programs
   */
  public List<Ciphertext> openSumsToQuerier(
      String uploadStep, String openStep, int round, byte[] args) {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> opened =
          keySwitch(openStep, round, sums(plan.step(uploadStep, UploadStep.class), round, args));
      opened.forEach(scope::keep);
      return opened;
    }
  }

  /** Their encrypted sums, n numbers a ciphertext. */
  private List<Ciphertext> sums(UploadStep planned, int round, byte[] args) {
    double scale = Math.scalb(1.0, (int) Math.round(planned.logScaleOut()));
    UploadRequest.Shape shape =
        new UploadRequest.Shape(ProtocolKind.SUMS, planned.values(), planned.limbsOut(), scale, 0);
    return upload(place(planned.name(), round), shape, List.of(), args);
  }

  /**
   * Sums over slots with fresh noise and restored modulus, see {@link SumRefresh}.
   *
   * @param inputs aggregated ciphertexts of one scale and one number of limbs
   */
  public RefreshedSums sumRefresh(
      String step, int round, List<Ciphertext> inputs, SumRefreshCall call) {
    try (Scope scope = Scope.open()) {
      List<Polynomial> second = inputs.stream().map(Ciphertext::c1).toList();
      int stride = call.stride() == 0 ? plan.parameters().ringDimension() : call.stride();
      SumRefreshBuilder builder =
          SumRefresh.builder(session, place(step, round))
              .inputs(second, inputs.get(0).scale())
              .stride(stride);
      try (SumRefresh request = finish(builder, step, call)) {
        List<ResidueVector> first =
            inputs.stream().map(input -> request.keptCoefficients(input.c0())).toList();
        return answer(request, first, call, scope);
      }
    }
  }

  /** As {@link #sumRefresh(String, int, List, SumRefreshCall)}; the stride is the upload's. */
  public RefreshedSums sumRefresh(String step, int round, MappedSums inputs, SumRefreshCall call) {
    Place where = place(step, round);
    try (Scope scope = Scope.open();
        SumRefresh request = finish(inputs.request().refresh(inputs.sum(), where), step, call)) {
      return answer(request, inputs.request().firstCoefficients(inputs.sum()), call, scope);
    }
  }

  private SumRefresh finish(SumRefreshBuilder builder, String step, SumRefreshCall call) {
    SumRefreshStep planned = plan.step(step, SumRefreshStep.class);
    builder.masks(planned.maskRule()).flood(planned.flood());
    call.outputs().forEach(builder::output);
    RefreshedSums carried = call.carried();
    return carried == null ? builder.build() : builder.carry(carried.reference()).build();
  }

  private RefreshedSums answer(
      SumRefresh request, List<ResidueVector> first, SumRefreshCall call, Scope scope) {
    RefreshedSums carried = call.carried();
    List<BigInteger[]> earlier = carried == null ? List.of() : carried.sums();
    SumRefreshResult result =
        rounds.ask(request, request.inputCount(), share -> request.finalise(first, share, earlier));
    rounds.acknowledge(request.transcript().where());
    result.outputs().forEach(scope::keep);
    return new RefreshedSums(result.outputs(), result.sums(), SumRefreshCarry.of(request));
  }

  /**
   * Restores the modulus and moves the values between coefficients and slots, see {@link
   * ConvertingRefresh}.
   *
   * @param step a step of kind {@link ProtocolKind#CONVERTING_REFRESH}; where it takes private
   *     input, each provider's program adds its own
   * @param inputs ciphertexts of one scale, as many as the map has inputs
   */
  public ConvertingRefreshResult convert(
      String step, int round, List<Ciphertext> inputs, ConvertCall call) {
    ConvertingStep planned = plan.step(step, ConvertingStep.class);
    Place where = place(step, round);
    ConvertingRefreshBuilder builder =
        ConvertingRefresh.builder(session, where)
            .map(call.map())
            .masks(planned.maskRule())
            .outputs(planned.limbsOut(), call.scale());
    if (planned.privateInput()) {
      builder.commitments(commitments());
    }
    double scale = oneScale(step, inputs);
    try (Scope scope = Scope.open();
        ConvertingRefresh request = builder.inputs(second(inputs), scale).build()) {
      List<Polynomial> first = first(inputs);
      ConvertingRefreshResult result =
          rounds.ask(request, inputs.size(), share -> request.finalise(first, share));
      rounds.acknowledge(where);
      result.outputs().forEach(scope::keep);
      return result;
    }
  }

  /**
   * The product of what a converting refresh has masked with ciphertexts, see {@link
   * MaskedProduct}.
   *
   * @param step a step of kind {@link ProtocolKind#MASKED_PRODUCT}
   * @param masked what {@link #convert} gave for the masked matrix
   * @param factors as many as the step's product has, of one scale and one number of limbs
   * @param scale the outputs' scale: that of the step's way times the factors'
   * @return a ciphertext for each output of the product, re-randomised by each provider
   */
  public List<Ciphertext> product(
      String step,
      int round,
      ConvertingRefreshResult masked,
      List<Ciphertext> factors,
      double scale) {
    ProductStep planned = plan.step(step, ProductStep.class);
    Place where = place(step, round);
    double scaleIn = oneScale(step, factors);
    try (Scope scope = Scope.open()) {
      List<Polynomial> pairs =
          factors.stream().flatMap(factor -> Stream.of(factor.c0(), factor.c1())).toList();
      List<Polynomial> key = List.of(keys.publicKey().b(), keys.publicKey().a());
      try (MaskedProduct request =
          MaskedProduct.of(
              session,
              where,
              masked.reference(),
              planned.shape(),
              pairs,
              scaleIn,
              scale,
              key,
              keys.digest().toBytes())) {
        List<Ciphertext> results =
            rounds.ask(request, pairs.size(), share -> request.finalise(masked.masked(), share));
        rounds.acknowledge(where);
        results.forEach(scope::keep);
        return results;
      }
    }
  }

  /** What each provider commits to, asked for once: it does not change. */
  private SortedMap<String, byte[]> commitments() {
    if (commitments == null) {
      commitments =
          new TreeMap<>(
              rounds.gather("ask for commitments", RoundMessage.Kind.COMMIT, new byte[0]));
    }
    return commitments;
  }

  /** Restores the modulus of ciphertexts, whose noise and scale stay. */
  public List<Ciphertext> refresh(String step, int round, List<Ciphertext> inputs) {
    return refresh(step, round, inputs, 1);
  }

  /**
   * Restores the modulus of ciphertexts and applies an automorphism on the way.
   *
   * @param galoisElement g of X -> X^g, 1 for none
   */
  public List<Ciphertext> refresh(
      String step, int round, List<Ciphertext> inputs, int galoisElement) {
    RefreshStep planned = plan.step(step, RefreshStep.class);
    List<Ciphertext> results = new ArrayList<>();
    try (Scope scope = Scope.open()) {
      for (int object = 0; object < inputs.size(); object++) {
        Ciphertext input = inputs.get(object);
        Place where = place(step, round).withObject(object);
        try (Refresh request =
            Refresh.of(
                session,
                where,
                input.c1(),
                input.scale(),
                planned.limbsOut(),
                galoisElement,
                planned.maskRule())) {
          results.add(rounds.ask(request, 1, share -> request.finalise(input.c0(), share)));
        }
      }
      results.forEach(scope::keep);
    }
    rounds.acknowledge(place(step, round));
    return results;
  }

  /**
   * Opens the mean over the slots of each ciphertext to all, in one request, see {@link
   * SumRefreshCall}.
   *
   * @param step a step of kind {@link ProtocolKind#DECRYPTION} of one value
   * @param inputs at least one, of one scale, and as many as the step has objects at most
   */
  public double[] openMeans(String step, int round, List<Ciphertext> inputs) {
    double scale = oneScale(step, inputs);
    return open(step, round, inputs, new int[] {0}).stream()
        .mapToDouble(mean -> mean[0].doubleValue() / scale)
        .toArray();
  }

  /** Opens the same coefficients of each ciphertext to all. */
  private List<BigInteger[]> open(
      String step, int round, List<Ciphertext> inputs, int[] positions) {
    OpeningStep planned = plan.step(step, OpeningStep.class);
    Place where = place(step, round);
    double largest = planned.maxAbs() * oneScale(step, inputs);
    try (Scope scope = Scope.open();
        CollectiveDecryption request =
            CollectiveDecryption.ofCoefficients(
                session, where, second(inputs), positions, planned.smudging(plan), largest)) {
      List<BigInteger[]> opened =
          rounds.ask(request, inputs.size(), share -> request.finalise(first(inputs), share));
      rounds.acknowledge(where);
      return opened;
    }
  }

  /**
   * Switches ciphertexts from the collective key to the querier's, who alone can open them; all in
   * one request.
   *
   * @param inputs at least one, of one scale, and as many as the step has objects at most
   */
  public List<Ciphertext> keySwitch(String step, int round, List<Ciphertext> inputs) {
    OpeningStep planned = plan.step(step, OpeningStep.class);
    Place where = place(step, round);
    double scale = oneScale(step, inputs);
    double largest = planned.maxAbs() * scale;
    try (Scope scope = Scope.open();
        CollectiveKeySwitch request =
            CollectiveKeySwitch.of(
                session, where, second(inputs), scale, planned.smudging(plan), largest)) {
      List<Ciphertext> results =
          rounds.ask(request, inputs.size(), share -> request.finalise(first(inputs), share));
      rounds.acknowledge(where);
      results.forEach(scope::keep);
      return results;
    }
  }

  private static List<Polynomial> first(List<Ciphertext> inputs) {
    return inputs.stream().map(Ciphertext::c0).toList();
  }

  private static List<Polynomial> second(List<Ciphertext> inputs) {
    return inputs.stream().map(Ciphertext::c1).toList();
  }

  /** A request says one scale for all that it opens. */
  private static double oneScale(String step, List<Ciphertext> inputs) {
    List<Double> scales = inputs.stream().map(Ciphertext::scale).distinct().toList();
    if (scales.size() != 1) {
      throw new IllegalArgumentException(
          "cannot ask for "
              + step
              + ": expected ciphertexts of one scale, got "
              + (scales.isEmpty() ? "no ciphertext" : "scales " + scales));
    }
    return scales.get(0);
  }

  /** {@link #keySwitch(String, int, List)} of one ciphertext. */
  public Ciphertext keySwitch(String step, int round, Ciphertext input) {
    return keySwitch(step, round, List.of(input)).get(0);
  }

  /** The round after the last one that any provider answered in a step; 0 when there was none. */
  public int nextRound(String step) {
    byte[] body = new WireWriter().add(step).toBytes();
    return rounds
        .gather("find the next round", RoundMessage.Kind.NEXT_ROUND, body)
        .values()
        .stream()
        .mapToInt(answer -> java.nio.ByteBuffer.wrap(answer).getInt())
        .max()
        .orElse(0);
  }

  /** Under which policies each provider answers, and what it has left; asks all of them. */
  public SortedMap<String, PartyStatus> statuses() {
    TreeMap<String, PartyStatus> statuses = new TreeMap<>();
    rounds
        .gather("ask for the policies", RoundMessage.Kind.STATUS, new byte[0])
        .forEach((provider, answer) -> statuses.put(provider, PartyStatus.fromBytes(answer)));
    return statuses;
  }

  /** The 32-byte session id, a copy. */
  public byte[] sessionId() {
    return session.id();
  }

  /** What is public of the session, to be saved with a model. */
  public SavedSession save() {
    return new SavedSession(
        plan, session.nonces(), session.querierKey().fingerprint(), keys.toBytes());
  }

  /** Ends the parties and frees the session's keys; idempotent. Key stores stay. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    watch.close();
    transport.close();
    keys.close();
  }
}
