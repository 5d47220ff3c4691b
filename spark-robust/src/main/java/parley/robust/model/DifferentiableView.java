package parley.robust.model;

/**
 * A view of a model whose loss has a gradient in the input. Immutable, so safe for use by several
 * threads.
 */
public interface DifferentiableView extends ModelView {

  /** A new scorer with gradients, for one thread. */
  @Override
  GradientScorer scorer();
}
