package parley.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.party.PartyService;
import parley.mhe.party.PartySource;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.party.upload.UploadDigest;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.CollectiveKeySwitch;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.CollectivePublicKeyGen;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.Share;
import parley.mhe.protocol.SumRefresh;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.random.Seed;

/** The messages of a round, to one provider of three from one place. For one thread. */
final class VaultRound implements AutoCloseable {
  static final List<String> PROVIDERS = List.of("a", "b", "c");
  private static final double SCALE = 0x1p45;
  private static final int LOW = 5;
  private static final int OPENED = 3;

  private final int limbs;
  private final PartyPlan plan;
  private final List<PartyService> parties = new ArrayList<>();
  private final Session session;
  private final KeysDigest keys;
  private final List<Ciphertext> model = new ArrayList<>();
  private final List<Ciphertext> gradient = new ArrayList<>();
  private final KeyPair querier;

  /** How long a message took, and the bytes of what goes to the party and comes back. */
  record Timing(String message, double millis, long bytes) {}

  private VaultRound(
      CkksContext context, KeyPair querier, int rounds, int weights, PartySource source) {
    this.limbs = context.limbs();
    this.querier = querier;
    this.plan = plan(context, rounds, weights);
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    for (String provider : PROVIDERS) {
      PartyService party = source.join(plan, provider);
      parties.add(party);
      nonces.put(provider, party.nonce());
    }
    this.session = begin(context, nonces);
    this.keys = makeKeys(context);
    for (int i = 0; i < weights; i++) {
      model.add(encrypted(limbs, SCALE));
      gradient.add(encrypted(LOW, SCALE));
    }
  }

  static VaultRound join(
      CkksContext context, KeyPair querier, int rounds, int weights, PartySource source) {
    return new VaultRound(context, querier, rounds, weights, source);
  }

  private Session begin(CkksContext context, SortedMap<String, byte[]> nonces) {
    byte[] key = querier.publicKey().toBytes();
    parties.forEach(party -> party.begin(nonces, key));
    return Session.open(context, plan.hash(), querier.publicKey(), nonces);
  }

  private KeysDigest makeKeys(CkksContext context) {
    Place where = Place.of(PartyPlan.PUBLIC_KEY);
    try (Scope opened = Scope.open();
        CollectivePublicKeyGen request = CollectivePublicKeyGen.of(session, where)) {
      List<Share> shares =
          parties.stream().map(party -> Share.fromBytes(context, party.answer(request))).toList();
      try (Share sum = request.aggregateShares(shares);
          PublicKey key = request.finalise(sum)) {
        KeysDigest made = KeysDigest.of(key, null, Map.of());
        parties.forEach(party -> party.acknowledge(where.step(), 0, 0));
        parties.forEach(party -> party.acceptKeys(made));
        return made;
      } finally {
        shares.forEach(Share::close);
      }
    }
  }

  static PartyPlan plan(CkksContext context, int rounds, int weights) {
    int limbs = context.limbs();
    return PartyPlan.builder(BenchmarkPlans.VAULT, context)
        .argument("rounds", Integer.toString(rounds))
        .argument("weights", Integer.toString(weights))
        .providers(PROVIDERS)
        .publicKey()
        .step(
            UploadStep.builder("train/map", ProtocolKind.UPLOAD)
                .rounds(rounds)
                .inputs(weights, limbs, 45)
                .output(LOW, 45)
                .build())
        .step(refresh("train/one", rounds, limbs, 1))
        .step(refresh("train/all", rounds, limbs, weights))
        .step(
            OpeningStep.builder("train/watch", ProtocolKind.KEY_SWITCH)
                .rounds(rounds)
                .input(OPENED, 90)
                .source(StepSource.computedFrom("train/all"))
                .maxAbs(weights)
                .ciphertextDeviation(8)
                .build())
        .build();
  }

  private static PlanStep refresh(String name, int rounds, int limbs, int ciphertexts) {
    return SumRefreshStep.builder(name)
        .rounds(rounds)
        .counts(ciphertexts, ciphertexts)
        .source(StepSource.of("train/map"))
        .limbs(LOW, limbs)
        .logScales(45, 45)
        .maxAbs(1)
        .build();
  }

  private Ciphertext encrypted(int count, double scale) {
    return querier.publicKey().encryptZero(count, scale, Seed.fresh());
  }

  private PartyService party() {
    return parties.get(0);
  }

  /** One round, each message once. */
  List<Timing> run(int round) {
    try (Scope opened = Scope.open()) {
      return messages(round);
    }
  }

  private List<Timing> messages(int round) {
    List<Timing> timings = new ArrayList<>();
    timings.add(
        timed(
            "question",
            0,
            () -> {
              party().nextRound("train/map");
              return 0;
            }));
    timings.add(upload(round));
    timings.add(
        answer("refresh, 1 ciphertext", refresh("train/one", round, gradient.subList(0, 1))));
    timings.add(
        answer(
            "refresh, " + gradient.size() + " ciphertexts", refresh("train/all", round, gradient)));
    timings.add(answer("key switch", keySwitch(round, encrypted(OPENED, 0x1p90))));
    for (PlanStep step : plan.steps()) {
      parties.forEach(party -> party.acknowledge(step.name(), 0, round));
    }
    return timings;
  }

  private Timing upload(int round) {
    UploadRequest.Shape shape = new UploadRequest.Shape(ProtocolKind.UPLOAD, 0, LOW, SCALE, 0);
    UploadDigest digest =
        UploadRequest.of(session, keys, Place.of("train/map", round), shape, model, new byte[0])
            .digest();
    return timed(
        "seed of an upload",
        digest.toBytes().length,
        () -> {
          party().uploadSeeds(digest, new byte[32]);
          return Seed.BYTES;
        });
  }

  private SumRefresh refresh(String step, int round, List<Ciphertext> inputs) {
    var request =
        SumRefresh.builder(session, Place.of(step, round))
            .inputs(inputs.stream().map(Ciphertext::c1).toList(), SCALE)
            .masks(plan.step(step, SumRefreshStep.class).maskRule());
    for (int i = 0; i < inputs.size(); i++) {
      request.output(SumRefreshOutput.single(i, 1, SCALE, limbs, SCALE));
    }
    return request.build();
  }

  private CollectiveKeySwitch keySwitch(int round, Ciphertext input) {
    return CollectiveKeySwitch.of(
        session,
        Place.of("train/watch", round),
        List.of(input.c1()),
        input.scale(),
        plan.step("train/watch", OpeningStep.class).smudging(plan),
        0x1p90);
  }

  private Timing answer(String message, CollectiveProtocol request) {
    try (request) {
      return timed(message, request.toBytes().length, () -> party().answer(request).length);
    }
  }

  private static Timing timed(String message, long sent, Supplier<Integer> work) {
    long start = System.nanoTime();
    int received = work.get();
    return new Timing(message, (System.nanoTime() - start) * 1e-6, sent + received);
  }

  @Override
  public void close() {
    parties.forEach(PartyService::close);
    model.forEach(Ciphertext::close);
    gradient.forEach(Ciphertext::close);
  }
}
