package parley.mhe.party;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.protocol.CollectiveKeySwitch;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.SumRefresh;
import parley.mhe.protocol.SumRefreshBuilder;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.random.Seed;

/** Three parties of one session in one process, and the driver's side of it. */
final class TestParties implements AutoCloseable {
  static final List<String> NAMES = List.of("a", "b", "c");

  final CkksContext context;
  final KeyPair querier;
  final PartyPlan plan;
  final SortedMap<String, byte[]> nonces = new TreeMap<>();
  final List<Party> parties = new ArrayList<>();
  final Session session;

  private TestParties(CkksContext context, List<KeyStore> stores) {
    this.context = context;
    this.querier = KeyPair.generate(context, Seed.of(new byte[32]));
    this.plan = plan(context).build();
    for (int i = 0; i < NAMES.size(); i++) {
      Party party =
          stores.isEmpty()
              ? Party.join(plan, NAMES.get(i))
              : Party.join(plan, NAMES.get(i), stores.get(i));
      parties.add(party);
      nonces.put(NAMES.get(i), party.nonce());
    }
    byte[] querierKey = querier.publicKey().toBytes();
    parties.forEach(party -> party.begin(nonces, querierKey));
    this.session = Session.open(context, plan.hash(), querier.publicKey(), nonces);
  }

  static TestParties inMemory() {
    return with(List.of());
  }

  static TestParties with(List<KeyStore> stores) {
    System.setProperty("parley.insecure", "true");
    return new TestParties(CkksContext.open(CkksParameters.INSECURE_TOY), stores);
  }

  static PartyPlan.Builder plan(CkksContext context) {
    return PartyPlan.builder("test", context)
        .providers(NAMES)
        .publicKey()
        .relinearisationKey()
        .rotationKeys(5, 25)
        .step(
            PlanStep.builder("train/map", ProtocolKind.UPLOAD)
                .rounds(9)
                .limbs(5, 4)
                .logScales(45, 45)
                .build())
        .step(
            PlanStep.builder("train/refresh", ProtocolKind.SUM_REFRESH)
                .rounds(9)
                .objects(2)
                .limbs(4, 5)
                .logScales(45, 45)
                .maxAbs(1)
                .build())
        .step(
            PlanStep.builder("model/open", ProtocolKind.KEY_SWITCH)
                .rounds(3)
                .limbs(3, 3)
                .logScales(90, 90)
                .maxAbs(1)
                .ciphertextDeviation(8)
                .build());
  }

  /** A ciphertext that stands for an aggregate. */
  Ciphertext ciphertext(int limbs, double scale) {
    return querier.publicKey().encryptZero(limbs, scale, Seed.fresh());
  }

  SumRefreshBuilder refreshBuilder(Place where, Ciphertext input) {
    return SumRefresh.builder(session, where)
        .inputs(List.of(input.c1()), input.scale())
        .masks(plan.step("train/refresh").maskRule());
  }

  /** A sum refresh as the plan has it. */
  SumRefresh refresh(int round, Ciphertext input) {
    return refreshBuilder(Place.of("train/refresh", round), input)
        .output(SumRefreshOutput.single(0, 1, input.scale(), 5, 0x1p45))
        .build();
  }

  /** A key switch as the plan has it. */
  CollectiveKeySwitch keySwitch(int round, Ciphertext input) {
    return CollectiveKeySwitch.of(
        session,
        Place.of("model/open", round),
        input.c1(),
        input.scale(),
        plan.step("model/open").smudging(plan),
        0x1p90);
  }

  Party first() {
    return parties.get(0);
  }

  @Override
  public void close() {
    parties.forEach(Party::close);
    querier.close();
    context.close();
  }
}
