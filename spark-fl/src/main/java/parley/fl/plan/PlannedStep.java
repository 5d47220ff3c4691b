package parley.fl.plan;

import java.util.stream.IntStream;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.layout.ConversionMap;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.MaskedStep;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProductStep;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;

/**
 * A step of a training as the planner sees it: the very step that parties accept, and what is
 * computed around it. Immutable.
 *
 * @param step limbs, scales, bounds and numbers of what is asked
 * @param times how often it is asked in the whole training
 * @param idle of these times, how often nothing is computed around it, as the model is 0
 * @param sent ciphertexts that one provider sends each time; of a conversion polynomials modulo one
 *     prime, and 0 where its map tells them
 * @param local what a provider computes on its rows each time
 * @param driver what the driver computes each time, its cores taken into account
 */
public record PlannedStep(PlanStep step, int times, int idle, int sent, Work local, Work driver) {
  /** What the protocol itself takes of a provider each time. */
  Work protocol(RingWork ring) {
    if (step instanceof UploadStep upload) {
      int limbs = upload.limbsOut();
      return switch (upload.protocol()) {
        case SUM_UPLOAD -> ring.sumUpload(limbs).times(sent);
        default -> ring.encryptZero(limbs).times(sent);
      };
    } else if (step instanceof SumRefreshStep refresh) {
      return ring.maskedInput(refresh.limbsIn())
          .times(refresh.inputs())
          .plus(ring.maskedOutput(refresh.limbsOut()).times(refresh.outputs()));
    } else if (step instanceof OpeningStep opening) {
      return ring.maskedInput(opening.limbs()).times(opening.objects());
    }
    return Work.NONE;
  }

  /** What the protocol takes of the driver each time. */
  Work finish(RingWork ring) {
    return step instanceof SumRefreshStep refresh
        ? ring.finish(refresh.limbsOut()).times(refresh.outputs())
        : Work.NONE;
  }

  /** Polynomials modulo one prime that a provider sends each time; of openings too few to count. */
  double residues() {
    if (step instanceof UploadStep upload) {
      return 2.0 * sent * upload.limbsOut();
    } else if (step instanceof ConvertingStep converting) {
      return sent > 0 ? sent : read(converting) + outputs(converting);
    } else if (step instanceof ProductStep product) {
      return 2.0 * product.shape().outputs() * product.limbs();
    }
    return step instanceof SumRefreshStep refresh ? kept(refresh) + outputs(refresh) : 0;
  }

  /** Of each input the coefficients that the map reads. */
  private static double read(ConvertingStep step) {
    ConversionMap map = ConversionMap.read(step.maps().get(0));
    long positions =
        IntStream.range(0, map.inputs()).mapToLong(input -> map.positions(input).length).sum();
    return (double) positions * step.limbsIn() / map.ringDimension();
  }

  private static double outputs(MaskedStep step) {
    return (double) step.outputs() * step.limbsOut();
  }

  /**
   * Of each input a number at every multiple of the stride: one alone, which is 0, is too little.
   */
  private static double kept(SumRefreshStep step) {
    return step.stride() == 0 ? 0 : (double) step.inputs() * step.limbsIn() / step.stride();
  }

  /** Bytes that a provider sends each time; of openings too few to count. */
  public double bytes(CkksParameters parameters) {
    return residues() * parameters.ringDimension() * Long.BYTES;
  }
}
