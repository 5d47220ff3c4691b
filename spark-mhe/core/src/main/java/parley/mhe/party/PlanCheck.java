package parley.mhe.party;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.ledger.Ledger;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.upload.UploadDigest;
import parley.mhe.protocol.CollectiveDecryption;
import parley.mhe.protocol.CollectiveKeySwitch;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.CollectivePublicKeyGen;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.protocol.Flood;
import parley.mhe.protocol.Refresh;
import parley.mhe.protocol.RelinearisationRoundOne;
import parley.mhe.protocol.RelinearisationRoundTwo;
import parley.mhe.protocol.RotationKeyGen;
import parley.mhe.protocol.Smudging;
import parley.mhe.protocol.SumRefresh;
import parley.mhe.protocol.SumRefreshCarry;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.protocol.Transcript;
import parley.mhe.protocol.WireWriter;

/** Compares a request with the step of the plan that it names. Holds no state but the ledger's. */
final class PlanCheck {
  private final PartyPlan plan;
  private final Ledger ledger;

  PlanCheck(PartyPlan plan, Ledger ledger) {
    this.plan = plan;
    this.ledger = ledger;
  }

  /** Refuses what deviates in protocol, limbs, scale, masks, smudging, outputs or carry. */
  void require(PlanStep step, CollectiveProtocol request) {
    require(step, "the protocol", step.protocol(), kind(request));
    if (request instanceof RelinearisationRoundTwo) {
      requireRoundOne(step, request.transcript());
    } else if (request instanceof RotationKeyGen rotation) {
      requireAutomorphism(step, rotation);
    } else if (request instanceof Refresh refresh) {
      requireShape(step, request.transcript());
      require(step, "the masks", step.maskRule(), refresh.maskRule());
    } else if (request instanceof SumRefresh refresh) {
      requireSumRefresh(step, refresh);
    } else if (request instanceof CollectiveDecryption decryption) {
      requireOpening(step, request);
      requireLimbs(step, request.transcript());
      requireSmudging(step, decryption.smudging());
      requirePositions(step, decryption.positions());
    } else if (request instanceof CollectiveKeySwitch keySwitch) {
      requireOpening(step, request);
      requireLimbs(step, request.transcript());
      requireScale(step, "the scale", step.logScaleIn(), request.transcript().scaleIn());
      requireSmudging(step, keySwitch.smudging());
    }
  }

  /** Refuses an upload whose kind or inputs deviate. */
  void require(PlanStep step, UploadDigest request) {
    require(step, "the protocol", step.protocol(), request.shape().kind());
    for (UploadDigest.Input input : request.inputs()) {
      require(step, "the limbs of an input", step.limbsIn(), input.limbs());
      requireScale(step, "the scale of an input", step.logScaleIn(), input.scale());
    }
    require(step, "the limbs of the upload", step.limbsOut(), request.shape().limbs());
    requireScale(step, "the scale of the upload", step.logScaleOut(), request.shape().scale());
    if (step.values() > 0) {
      require(step, "the number of values", step.values(), request.shape().values());
    }
  }

  /** What a later carry of this request must repeat; empty when it cannot be carried. */
  byte[] masks(CollectiveProtocol request) {
    if (request instanceof SumRefresh refresh) {
      return masks(refresh, refresh.maskRule().bits());
    }
    return Ledger.none();
  }

  private static byte[] masks(SumRefresh refresh, int bits) {
    return new WireWriter().add(refresh.inputCount()).add(refresh.stride()).add(bits).toBytes();
  }

  private static ProtocolKind kind(CollectiveProtocol request) {
    if (request instanceof CollectivePublicKeyGen) {
      return ProtocolKind.PUBLIC_KEY;
    } else if (request instanceof RelinearisationRoundOne
        || request instanceof RelinearisationRoundTwo) {
      return ProtocolKind.RELINEARISATION;
    } else if (request instanceof RotationKeyGen) {
      return ProtocolKind.ROTATION;
    } else if (request instanceof Refresh) {
      return ProtocolKind.REFRESH;
    } else if (request instanceof SumRefresh) {
      return ProtocolKind.SUM_REFRESH;
    } else if (request instanceof CollectiveDecryption) {
      return ProtocolKind.DECRYPTION;
    }
    return ProtocolKind.KEY_SWITCH;
  }

  /**
   * The second round belongs to the newest first round; the ledger gives it one place an attempt.
   */
  private void requireRoundOne(PlanStep step, Transcript second) {
    if (!ledger.hasAny(second.where())) {
      throw refuse(step, "the second round", "a first round at " + second.where(), "none");
    }
  }

  private void requireAutomorphism(PlanStep step, RotationKeyGen rotation) {
    int object = rotation.transcript().where().object();
    if (object < plan.automorphisms().size()) {
      require(step, "the automorphism", plan.automorphisms().get(object), rotation.galoisElement());
    }
  }

  private void requireSumRefresh(PlanStep step, SumRefresh refresh) {
    require(step, "the limbs that go in", step.limbsIn(), refresh.limbsIn());
    requireScale(step, "the scale that goes in", step.logScaleIn(), refresh.scaleIn());
    require(step, "the masks", step.maskRule(), refresh.maskRule());
    require(step, "the flooding", flood(step.flood()), flood(refresh.flood()));
    if (step.values() > 0) {
      require(step, "the number of inputs", step.values(), refresh.inputCount());
    }
    for (SumRefreshOutput output : refresh.outputs()) {
      require(step, "the limbs of an output", step.limbsOut(), output.limbs());
      requireScale(step, "the scale of an output", step.logScaleOut(), output.scale());
    }
    SumRefreshCarry carry = refresh.carry();
    if (carry != null) {
      Ledger.Entry earlier = ledger.withId(carry.requestId());
      if (earlier == null || !Arrays.equals(earlier.masks, masks(refresh, carry.maskBits()))) {
        throw refuse(
            step,
            "the carried request",
            "one that was answered, with as many inputs, this stride and these masks",
            earlier == null ? "an unknown one" : "another one");
      }
    }
  }

  private static String flood(@Nullable Flood flood) {
    return flood == null ? "none" : flood.bits() + " bits";
  }

  private void requireShape(PlanStep step, Transcript transcript) {
    requireLimbs(step, transcript);
    require(step, "the limbs that come out", step.limbsOut(), transcript.limbsOut());
    requireScale(step, "the scale", step.logScaleIn(), transcript.scaleIn());
  }

  private void requireLimbs(PlanStep step, Transcript transcript) {
    require(step, "the limbs that go in", step.limbsIn(), transcript.limbsIn());
  }

  /** Each ciphertext counts, however many a request opens. */
  private void requireOpening(PlanStep step, CollectiveProtocol request) {
    int all = ledger.openings(step.name()) + request.openings();
    if (all > step.openings()) {
      throw refuse(step, "the number of openings", step.openings() + " at most", "" + all);
    }
    int ofRound = ledger.openingsOfRound(request.transcript().where()) + request.openings();
    if (ofRound > step.objects()) {
      throw refuse(step, "the openings of a round", step.objects() + " at most", "" + ofRound);
    }
  }

  private void requireSmudging(PlanStep step, Smudging smudging) {
    require(step, "the smudging", step.smudging(plan), smudging);
  }

  /** Neither more than planned nor less: the smudging of one ciphertext follows them. */
  private void requirePositions(PlanStep step, int[] positions) {
    int[] planned = EncryptedSums.positions(step.values());
    if (!Arrays.equals(positions, planned)) {
      throw refuse(step, "what is opened", which(planned), which(positions));
    }
  }

  private static String which(int[] positions) {
    return positions.length == 0
        ? "all coefficients"
        : positions.length + " coefficients up to number " + positions[positions.length - 1];
  }

  private static void requireScale(PlanStep step, String what, double logPlanned, double scale) {
    if (!PlanStep.sameScale(logPlanned, scale)) {
      throw refuse(step, what, "2^" + logPlanned, "2^" + Math.log(scale) / Math.log(2));
    }
  }

  private static void require(PlanStep step, String what, Object expected, Object got) {
    if (!Objects.equals(expected, got)) {
      throw refuse(step, what, expected.toString(), got.toString());
    }
  }

  private static RefusedException refuse(PlanStep step, String what, String expected, String got) {
    return new RefusedException(
        "cannot answer "
            + step.name()
            + ": "
            + what
            + " deviates from the plan, expected "
            + expected
            + ", got "
            + got);
  }
}
