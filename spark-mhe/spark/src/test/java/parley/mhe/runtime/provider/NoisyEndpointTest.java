package parley.mhe.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.Party;
import parley.mhe.party.TestKeys;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.cohort.SumNoise;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.upload.Upload;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.random.Seed;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.session.SessionKeys;

/** The noise of a plan is in what leaves a provider: once, and the same when it is asked again. */
class NoisyEndpointTest {
  private static final int COUNTS = 900;
  private static final List<String> NAMES = List.of("a", "b", "c");

  private CkksContext context;
  private KeyPair collective;
  private SessionKeys keys;
  private Session session;
  private final List<Party> others = new ArrayList<>();
  private ProviderEndpoint endpoint;
  private byte rows = 1;

  /** Has seven rows of each kind. */
  private final class Sevens implements LocalProgram {
    @Override
    public List<Ciphertext> step(
        SessionKeys sessionKeys, String step, int round, List<Ciphertext> inputs, byte[] args) {
      throw new ParleyException("cannot take " + step + ": expected sums alone");
    }

    @Override
    public BigInteger[] sums(String step, byte[] args) {
      BigInteger[] all = new BigInteger[step.equals(Gate.STEP) ? Gate.LENGTH : COUNTS];
      Arrays.fill(all, BigInteger.valueOf(7));
      return all;
    }

    @Override
    public byte[] privateInputHash() {
      return new byte[] {rows};
    }
  }

  private static PartyPlan.Builder add(PartyPlan.Builder plan, String step, int values) {
    return plan.step(
            UploadStep.builder(step, ProtocolKind.SUMS)
                .rounds(2)
                .output(3, 90)
                .values(values)
                .maxAbs(1 << 20)
                .build())
        .step(
            OpeningStep.builder(step + "-open", ProtocolKind.KEY_SWITCH)
                .rounds(2)
                .rows(values)
                .input(3, 90)
                .source(StepSource.of(step))
                .maxAbs(3 << 20)
                .ciphertextDeviation(400)
                .build());
  }

  @BeforeEach
  void open() {
    System.setProperty("parley.insecure", "true");
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    collective = KeyPair.generate(context, Seed.fresh());
    PartyPlan.Builder empty =
        PartyPlan.builder("test", context)
            .providers(NAMES)
            .publicKey()
            .argument(SumNoise.ARGUMENT, "50");
    PartyPlan plan = add(add(empty, Gate.STEP, Gate.LENGTH), "table/cells", COUNTS).build();
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    for (String name : NAMES) {
      Party party = Party.join(plan, name);
      others.add(party);
      nonces.put(name, party.nonce());
    }
    endpoint =
        new ProviderEndpoint(
            others.remove(0), new Sevens(), CkksContext.open(CkksParameters.INSECURE_TOY));
    endpoint.begin(nonces, collective.publicKey().toBytes());
    session = Session.open(context, plan.hash(), collective.publicKey(), nonces);
    TestKeys made = TestKeys.of(session, plan, collective);
    keys = new SessionKeys(context, made.publicKey, made.relinearisationKey, made.rotationKeys);
    endpoint.accept(Delivery.of(0, keys, List.of()));
  }

  @AfterEach
  void close() {
    keys.close();
    endpoint.close();
    others.forEach(Party::close);
    collective.close();
    context.close();
  }

  private BigInteger[] sent(String step, int values, int round) throws InterruptedException {
    UploadRequest.Shape shape = new UploadRequest.Shape(ProtocolKind.SUMS, values, 3, 0x1p90, 0);
    UploadRequest request =
        UploadRequest.of(
            session, keys.digest(), Place.of(step, round), shape, List.of(), new byte[0]);
    try (PartialSum answer = endpoint.answer(Delivery.of(0, request, List.of()), keys)) {
      Upload upload = answer.upload();
      return EncryptedSums.open(
          collective, upload.complete(request.transcript().id(), upload.parties()), values);
    }
  }

  private static double deviation(BigInteger[] counts) {
    double squares = 0;
    for (BigInteger count : counts) {
      squares += Math.pow(count.doubleValue() - 7, 2);
    }
    return Math.sqrt(squares / counts.length);
  }

  /** Of 900 numbers the deviation is known to 2.4 %: added twice it would be 70.7. */
  @Test
  void answer_countsOfAPlanWithNoise_noiseOnceAndTheSameAgain() throws Exception {
    BigInteger[] first = sent("table/cells", COUNTS, 0);
    assertThat(deviation(first)).isCloseTo(50, within(7.5));
    assertThat(sent("table/cells", COUNTS, 0)).isEqualTo(first);
    BigInteger[] next = sent("table/cells", COUNTS, 1);
    assertThat(deviation(next)).isCloseTo(50, within(7.5));
    assertThat(next).isNotEqualTo(first);
  }

  @Test
  void answer_sumsOfAGate_noNoise() throws Exception {
    assertThat(sent(Gate.STEP, Gate.LENGTH, 0)).containsOnly(BigInteger.valueOf(7));
  }
}
