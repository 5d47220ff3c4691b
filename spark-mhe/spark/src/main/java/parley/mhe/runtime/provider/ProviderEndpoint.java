package parley.mhe.runtime.provider;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;
import parley.mhe.party.PartyService;
import parley.mhe.party.cohort.CohortUse;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.cohort.SumNoise;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.party.upload.Upload;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.PrivateInput;
import parley.mhe.protocol.Share;
import parley.mhe.protocol.ShareSeeds;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.RoundMessage;
import parley.mhe.runtime.session.SessionKeys;

/**
 * A provider in this process: its party, and the program on its rows. Whatever the program computes
 * is re-randomised here before it leaves: two values that come from one ciphertext would otherwise
 * give the rows to whoever divides them. Thread-safe; answers one message at a time.
 */
final class ProviderEndpoint implements AutoCloseable {
  private static final long CLOSE_SECONDS = 2;

  private final PartyService party;
  private final @Nullable LocalProgram program;
  private final CkksContext context;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closing;
  private boolean freed;

  /** Takes over the party, the program and the context. */
  ProviderEndpoint(PartyService party, @Nullable LocalProgram program, CkksContext context) {
    this.party = party;
    this.program = program;
    this.context = context;
  }

  PartyService party() {
    return party;
  }

  byte[] begin(SortedMap<String, byte[]> nonces, byte[] querierKey) {
    return party.begin(nonces, querierKey);
  }

  /**
   * Takes the session's keys.
   *
   * @return hash of the keys that this process holds
   */
  byte[] accept(Delivery delivery) {
    acknowledge(delivery);
    KeysDigest keys = delivery.keys().digest();
    party.acceptKeys(keys);
    return keys.hash();
  }

  /** Forgets the answers that the driver has. */
  void acknowledge(Delivery delivery) {
    delivery.acknowledged().forEach(a -> party.acknowledge(a.step(), a.attempt(), a.round()));
  }

  /** The answer to a request; the caller owns it. */
  PartialSum answer(Delivery delivery, @Nullable SessionKeys keys) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (closing) {
        throw new IllegalStateException("cannot answer for " + party.provider() + ": it is closed");
      }
      acknowledge(delivery);
      if (delivery.kind() == RoundMessage.Kind.PROTOCOL) {
        byte[] share = share(delivery.protocol());
        return PartialSum.of(Share.fromBytes(context, share), share.length);
      }
      if (keys == null) {
        throw new RefusedException(
            "cannot upload: the session's keys have not come, expected them first, got "
                + delivery.kind());
      }
      return upload(delivery.upload(), keys);
    } finally {
      lock.unlock();
      if (closing) {
        free();
      }
    }
  }

  private byte[] share(CollectiveProtocol request) {
    if (!(request instanceof ConvertingRefresh refresh) || !refresh.takesPrivateInput()) {
      return party.answer(request);
    }
    LocalProgram own = program();
    Place where = request.transcript().where();
    List<long[]> addends = own.privateInput(context, where.step(), where.round());
    return party.answer(refresh, PrivateInput.of(own.privateInputHash(), addends));
  }

  /** The party's commitment to the program's data. */
  byte[] commitment() {
    return party.commitment(program().privateInputHash());
  }

  private LocalProgram program() {
    if (program == null) {
      throw new RefusedException(
          "cannot add private input: this session was continued without rows, expected no step that"
              + " takes any, got one");
    }
    return program;
  }

  private PartialSum upload(UploadRequest request, SessionKeys keys) {
    if (program == null) {
      throw new RefusedException(
          "cannot upload: this session was continued without rows, expected no upload, got "
              + request.transcript().where());
    }
    if (!MessageDigest.isEqual(request.keys(), keys.digest().hash())) {
      throw new RefusedException(
          "cannot upload: the request was made with other keys, expected the session's, got"
              + " others");
    }
    if (request.shape().kind() == ProtocolKind.SUMS) {
      Upload sums = sums(program, request, keys);
      return PartialSum.of(sums, sums.size());
    }
    ShareSeeds seeds = party.uploadSeeds(request.digest(), program.privateInputHash());
    return switch (request.shape().kind()) {
      case SUM_UPLOAD -> {
        List<@Nullable Ciphertext> values = step(program, request, keys);
        try {
          List<Ciphertext> all = requireAll(values);
          Share share =
              request.sumUpload().genShare(party.provider(), all, keys.publicKey(), seeds);
          yield PartialSum.of(share, size(all.size(), request) / 2);
        } finally {
          closeAll(values);
        }
      }
      default -> {
        Upload upload = values(step(program, request, keys), request, keys, seeds);
        yield PartialSum.of(upload, upload.size());
      }
    };
  }

  private long size(int ciphertexts, UploadRequest request) {
    return 2L
        * ciphertexts
        * request.shape().limbs()
        * context.parameters().ringDimension()
        * Long.BYTES;
  }

  private List<Ciphertext> requireAll(List<@Nullable Ciphertext> values) {
    List<Ciphertext> all = new ArrayList<>();
    for (Ciphertext value : values) {
      if (value == null) {
        throw refuse("a value of a sum is missing", "each of " + values.size(), "none");
      }
      all.add(value);
    }
    return all;
  }

  private static void closeAll(List<@Nullable Ciphertext> values) {
    for (Ciphertext value : values) {
      if (value != null) {
        value.close();
      }
    }
  }

  private static List<@Nullable Ciphertext> step(
      LocalProgram program, UploadRequest request, SessionKeys keys) {
    String step = request.transcript().where().step();
    int round = request.transcript().where().round();
    return program.step(keys, step, round, request.inputs(), request.args());
  }

  private Upload values(
      List<@Nullable Ciphertext> values,
      UploadRequest request,
      SessionKeys keys,
      ShareSeeds seeds) {
    Evaluator evaluator = new Evaluator(context);
    UploadRequest.Shape shape = request.shape();
    List<@Nullable Ciphertext> fresh = new ArrayList<>();
    try (Scope scope = Scope.open()) {
      requireCount(shape, values.size());
      ShareSeeds hiding = seeds.hiding(values);
      for (int i = 0; i < values.size(); i++) {
        Ciphertext value = values.get(i);
        if (value == null) {
          fresh.add(null);
          continue;
        }
        requireShape(shape, value);
        Ciphertext zero =
            keys.publicKey().encryptZero(shape.limbs(), value.scale(), hiding.seed("zero", i));
        fresh.add(scope.keep(evaluator.add(value, zero)));
      }
    } finally {
      closeAll(values);
    }
    return Upload.of(context, request.transcript().id(), party.provider(), fresh);
  }

  /** The party's word on the rows comes first: a refused gate gets no number of theirs. */
  private Upload sums(LocalProgram program, UploadRequest request, SessionKeys keys) {
    if (!party.asksForRows() || party.admit(request.digest(), use(program, request))) {
      ShareSeeds seeds = party.uploadSeeds(request.digest(), program.privateInputHash());
      String step = request.transcript().where().step();
      BigInteger[] values = noisy(program, step, program.sums(step, request.args()), seeds);
      return sums(values, request, keys, seeds);
    }
    byte[] other = new WireWriter().add("refused").add(program.privateInputHash()).sha256();
    ShareSeeds seeds = party.uploadSeeds(request.digest(), other);
    return sums(Gate.refusal(), request, keys, seeds);
  }

  /** What leaves has the plan's noise, the same for the same request. */
  private BigInteger[] noisy(
      LocalProgram program, String step, BigInteger[] values, ShareSeeds seeds) {
    Optional<SumNoise> noise = SumNoise.of(party.plan().arguments());
    if (noise.isEmpty() || step.equals(Gate.STEP)) {
      return values;
    }
    if (program.numbers(step, values.length) != values.length) {
      throw new ParleyException(
          "cannot add noise to the sums of "
              + party.provider()
              + ": they are parts of wider numbers, expected whole ones");
    }
    return noise.get().addTo(values, seeds.seed("noise"));
  }

  private CohortUse use(LocalProgram program, UploadRequest request) {
    long ofPlan = 0;
    for (PlanStep step : party.plan().steps()) {
      if (step instanceof UploadStep sums && sums.protocol() == ProtocolKind.SUMS) {
        ofPlan += (long) sums.rounds() * program.numbers(sums.name(), sums.values());
      }
    }
    String step = request.transcript().where().step();
    UploadStep planned = party.plan().step(step, UploadStep.class);
    return new CohortUse(program.numbers(step, planned.values()), ofPlan, program.cohort());
  }

  private Upload sums(
      BigInteger[] values, UploadRequest request, SessionKeys keys, ShareSeeds seeds) {
    String step = request.transcript().where().step();
    UploadRequest.Shape shape = request.shape();
    requireCount(shape, values.length);
    UploadStep planned = party.plan().step(step, UploadStep.class);
    BigInteger bound = new BigDecimal(planned.maxAbs()).toBigInteger();
    for (int i = 0; i < values.length; i++) {
      if (values[i].abs().compareTo(bound) > 0) {
        throw new ParleyException(
            "cannot upload the sums of "
                + party.provider()
                + ": number "
                + i
                + " is beyond the plan's bound, expected at most "
                + bound
                + ", got a larger one");
      }
    }
    int fraction = Math.getExponent(shape.scale());
    List<Ciphertext> blocks =
        EncryptedSums.encrypt(keys.publicKey(), values, fraction, shape.limbs(), seeds);
    return Upload.of(context, request.transcript().id(), party.provider(), new ArrayList<>(blocks));
  }

  private void requireCount(UploadRequest.Shape shape, int count) {
    if (shape.values() > 0 && shape.values() != count) {
      throw refuse(
          "the number of values", Integer.toString(shape.values()), Integer.toString(count));
    }
  }

  private void requireShape(UploadRequest.Shape shape, Ciphertext value) {
    if (value.size() != 2 || value.limbs() != shape.limbs()) {
      throw refuse(
          "a value's shape",
          "2 polynomials of " + shape.limbs() + " limbs",
          value.size() + " of " + value.limbs());
    }
    if (!(Math.abs(value.scale() / shape.scale() - 1) <= 0x1p-20)) {
      throw refuse(
          "a value's scale", Double.toString(shape.scale()), Double.toString(value.scale()));
    }
  }

  private ParleyException refuse(String what, String expected, String got) {
    return new ParleyException(
        "cannot upload the values of "
            + party.provider()
            + ": "
            + what
            + " is not the request's, expected "
            + expected
            + ", got "
            + got);
  }

  /** Frees all; a call that is still running frees it at its end. */
  @Override
  public void close() {
    boolean free;
    try {
      free = lock.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      free = lock.tryLock();
    }
    closing = true;
    if (free) {
      lock.unlock();
      free();
    }
  }

  private synchronized void free() {
    if (freed) {
      return;
    }
    freed = true;
    if (program != null) {
      program.close();
    }
    party.close();
    context.close();
  }
}
