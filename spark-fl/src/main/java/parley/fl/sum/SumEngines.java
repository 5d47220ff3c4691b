package parley.fl.sum;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import parley.error.ParleyException;

/** Finds who adds up. Stateless, so safe for use by several threads. */
public final class SumEngines {
  private SumEngines() {}

  /**
   * A session for these sums.
   *
   * @param protection {@code encrypted}, {@code masked} or {@code plain}
   * @throws ParleyException if no engine of that name is on the class path, the sums do not fit
   *     into any parameters, or a provider refuses
   */
  public static <T> SumSession open(String protection, SumRequest<T> request) {
    List<String> known = new ArrayList<>();
    for (SumEngine engine :
        ServiceLoader.load(SumEngine.class, SumEngines.class.getClassLoader())) {
      if (engine.protection().equals(protection)) {
        return engine.open(request);
      }
      known.add(engine.protection());
    }
    throw new ParleyException(
        "cannot add up with the protection "
            + protection
            + ": no engine for it is on the class path, expected one of "
            + known);
  }
}
