package parley.mhe.party.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the steps of a plan give each other what they say. Stateless. */
final class PlanSources {
  private PlanSources() {}

  /** What comes out of a step; nothing of keys and of openings. */
  private record Output(int limbs, double logScale) {}

  /**
   * Refuses a step that takes what no step gives, or what another shape has.
   *
   * @throws IllegalArgumentException that names both steps
   */
  static void require(PlanStep step, Map<String, PlanStep> steps) {
    if (step instanceof SumRefreshStep refresh && !refresh.carries().isEmpty()) {
      requireCarried(refresh, steps.get(refresh.carries()));
    }
    if (step instanceof ProductStep product) {
      requireMasked(product, steps.get(product.masked()));
    }
    StepSource source = step.source();
    if (source.none()) {
      if (step instanceof MaskedStep) {
        throw PlanStep.invalid(
            step.name(), "the source", "a step whose output is refreshed", "none");
      }
      return;
    }
    Output got = output(steps.get(source.step()));
    if (got == null) {
      throw PlanStep.invalid(
          step.name(), "the source", "a step that gives ciphertexts", source.step());
    }
    Output wanted = input(step);
    boolean same =
        wanted.limbs() == got.limbs()
            && Math.abs(wanted.logScale() - got.logScale()) <= PlanStep.SCALE_TOLERANCE;
    if (!source.computed() && !same) {
      throw PlanStep.invalid(step.name(), "the source", wanted.toString(), got.toString());
    }
  }

  private static void requireCarried(SumRefreshStep step, @Nullable PlanStep carried) {
    if (!(carried instanceof SumRefreshStep earlier)
        || earlier.inputs() != step.inputs()
        || earlier.stride() != step.stride()) {
      throw PlanStep.invalid(
          step.name(),
          "the carried step",
          "a sum refresh with as many inputs and the same stride",
          step.carries());
    }
  }

  private static void requireMasked(ProductStep step, @Nullable PlanStep masked) {
    int inputs = step.shape().way().inputs();
    if (!(masked instanceof ConvertingStep earlier) || earlier.inputs() != inputs) {
      throw PlanStep.invalid(
          step.name(),
          "the masked step",
          "a converting refresh of " + inputs + " inputs",
          step.masked());
    }
  }

  private static @Nullable Output output(@Nullable PlanStep step) {
    if (step instanceof UploadStep upload) {
      return new Output(upload.limbsOut(), upload.logScaleOut());
    } else if (step instanceof MaskedStep refresh) {
      return new Output(refresh.limbsOut(), refresh.logScaleOut());
    } else if (step instanceof ProductStep product) {
      return new Output(product.limbs(), product.logScaleOut());
    }
    return null;
  }

  private static Output input(PlanStep step) {
    if (step instanceof UploadStep upload) {
      return new Output(upload.limbsIn(), upload.logScaleIn());
    } else if (step instanceof MaskedStep refresh) {
      return new Output(refresh.limbsIn(), refresh.logScaleIn());
    } else if (step instanceof OpeningStep opening) {
      return new Output(opening.limbs(), opening.logScale());
    }
    return new Output(0, 0);
  }
}
