package parley.mhe.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.SumRefreshOutput;

/**
 * What a sum refresh should give. Masks, their width and the flooding before an opening come from
 * the plan. Immutable, thread-safe; made by a builder.
 */
public final class SumRefreshCall {
  private final int stride;
  private final List<SumRefreshOutput> outputs;
  private final @Nullable RefreshedSums carried;

  private SumRefreshCall(Builder from) {
    this.stride = from.stride;
    this.outputs = List.copyOf(from.outputs);
    this.carried = from.carried;
  }

  /** Starts a call that keeps the constant coefficient alone: the mean over all slots. */
  public static Builder builder() {
    return new Builder();
  }

  /** Distance of the kept coefficients; 0 stands for the ring dimension, the constant one alone. */
  public int stride() {
    return stride;
  }

  /** The outputs. */
  public List<SumRefreshOutput> outputs() {
    return outputs;
  }

  /** The earlier result whose sums some terms use, or null. */
  public @Nullable RefreshedSums carried() {
    return carried;
  }

  /** Collects a call. Not thread-safe. */
  public static final class Builder {
    private int stride;
    private final List<SumRefreshOutput> outputs = new ArrayList<>();
    private @Nullable RefreshedSums carried;

    private Builder() {}

    /** Distance of the kept coefficients, a power of two. */
    public Builder stride(int distance) {
      this.stride = distance;
      return this;
    }

    /** Appends an output; its limbs and scale must be the plan's. */
    public Builder output(SumRefreshOutput output) {
      outputs.add(output);
      return this;
    }

    /** Lets terms use the sums of an earlier call with as many inputs and the same stride. */
    public Builder carry(RefreshedSums earlier) {
      this.carried = earlier;
      return this;
    }

    /** The finished call. */
    public SumRefreshCall build() {
      if (outputs.isEmpty()) {
        throw new IllegalArgumentException(
            "cannot ask for a sum refresh: no output, expected at least 1, got 0");
      }
      return new SumRefreshCall(this);
    }
  }
}
