package parley.mhe.party;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.store.KeyStore;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.protocol.CollectiveKeySwitch;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.SumRefresh;
import parley.mhe.protocol.SumRefreshBuilder;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.random.Seed;

/** Three parties of one session in one process, and the driver's side of it. */
public final class TestParties implements AutoCloseable {
  public static final List<String> NAMES = List.of("a", "b", "c");

  public final CkksContext context;
  public final KeyPair querier;
  public final PartyPlan plan;
  public final SortedMap<String, byte[]> nonces = new TreeMap<>();
  public final Session session;

  /** All of them; {@link #parties} those that live in this process. */
  public final List<PartyService> services = new ArrayList<>();

  public final List<Party> parties = new ArrayList<>();

  private TestParties(
      CkksContext context, PartyPlan plan, BiFunction<PartyPlan, String, PartyService> join) {
    this.context = context;
    this.querier = KeyPair.generate(context, Seed.of(new byte[32]));
    this.plan = plan;
    for (String name : NAMES) {
      PartyService service = join.apply(plan, name);
      services.add(service);
      nonces.put(name, service.nonce());
      if (service instanceof Party party) {
        parties.add(party);
      }
    }
    byte[] querierKey = querier.publicKey().toBytes();
    services.forEach(party -> party.begin(nonces, querierKey));
    this.session = Session.open(context, plan.hash(), querier.publicKey(), nonces);
  }

  static TestParties inMemory() {
    return with(List.of());
  }

  public static TestParties with(List<KeyStore> stores) {
    return with(
        (plan, name) ->
            stores.isEmpty()
                ? Party.join(plan, name)
                : Party.join(plan, name, stores.get(NAMES.indexOf(name))));
  }

  /** Parties from elsewhere. */
  public static TestParties with(BiFunction<PartyPlan, String, PartyService> join) {
    return with(context -> plan(context).build(), join);
  }

  /** Parties from elsewhere, of another plan. */
  static TestParties with(
      Function<CkksContext, PartyPlan> plan, BiFunction<PartyPlan, String, PartyService> join) {
    System.setProperty("parley.insecure", "true");
    CkksContext context = CkksContext.open(CkksParameters.INSECURE_TOY);
    return new TestParties(context, plan.apply(context), join);
  }

  /** Parties whose plan has a flooded sum refresh, {@link #openedRefresh}, as well. */
  static TestParties flooded() {
    return with(
        context ->
            plan(context)
                .step(
                    SumRefreshStep.builder("opened/refresh")
                        .limbs(4, 5)
                        .logScales(45, 100)
                        .maxAbs(1)
                        .source(StepSource.of("train/map"))
                        .floodBits(20)
                        .build())
                .build(),
        Party::join);
  }

  /** The flooded sum refresh but for its flooding. */
  SumRefreshBuilder openedRefresh(Ciphertext input) {
    return SumRefresh.builder(session, Place.of("opened/refresh"))
        .inputs(List.of(input.c1()), input.scale())
        .masks(plan.step("opened/refresh", SumRefreshStep.class).maskRule())
        .output(SumRefreshOutput.single(0, 1, input.scale(), 5, 0x1p100));
  }

  public static PartyPlan.Builder plan(CkksContext context) {
    return PartyPlan.builder("test", context)
        .providers(NAMES)
        .publicKey()
        .relinearisationKey()
        .rotationKeys(5, 25)
        .step(
            UploadStep.builder("train/map", ProtocolKind.UPLOAD)
                .rounds(9)
                .inputs(2, 5, 45)
                .output(4, 45)
                .build())
        .step(
            SumRefreshStep.builder("train/refresh")
                .rounds(9)
                .objects(2)
                .limbs(4, 5)
                .logScales(45, 45)
                .maxAbs(1)
                .carries("train/refresh")
                .source(StepSource.of("train/map"))
                .build())
        .step(
            OpeningStep.builder("model/open", ProtocolKind.KEY_SWITCH)
                .rounds(3)
                .input(3, 90)
                .source(StepSource.computedFrom("train/map"))
                .maxAbs(1)
                .ciphertextDeviation(8)
                .build());
  }

  /** Keys that all parties in this process are given, for one that uploads. */
  public KeysDigest acceptKeys() {
    try (TestKeys keys = TestKeys.of(session, plan, querier)) {
      KeysDigest digest = keys.digest();
      services.forEach(party -> party.acceptKeys(digest));
      return digest;
    }
  }

  /** A ciphertext that stands for an aggregate. */
  public Ciphertext ciphertext(int limbs, double scale) {
    return querier.publicKey().encryptZero(limbs, scale, Seed.fresh());
  }

  SumRefreshBuilder refreshBuilder(Place where, Ciphertext input) {
    return SumRefresh.builder(session, where)
        .inputs(List.of(input.c1()), input.scale())
        .masks(plan.step("train/refresh", SumRefreshStep.class).maskRule());
  }

  /** A sum refresh as the plan has it. */
  public SumRefresh refresh(int round, Ciphertext input) {
    return refreshBuilder(Place.of("train/refresh", round), input)
        .output(SumRefreshOutput.single(0, 1, input.scale(), 5, 0x1p45))
        .build();
  }

  /** A key switch as the plan has it. */
  public CollectiveKeySwitch keySwitch(int round, Ciphertext input) {
    return CollectiveKeySwitch.of(
        session,
        Place.of("model/open", round),
        List.of(input.c1()),
        input.scale(),
        plan.step("model/open", OpeningStep.class).smudging(plan),
        0x1p90);
  }

  public Party first() {
    return parties.get(0);
  }

  @Override
  public void close() {
    services.forEach(PartyService::close);
    querier.close();
    context.close();
  }
}
