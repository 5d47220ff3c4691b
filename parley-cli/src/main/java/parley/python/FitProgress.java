package parley.python;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.report.FitListener;
import parley.fl.report.ProgressLine;

/** The line that a notebook shows while a fit runs in this process. Stateless. */
public final class FitProgress {
  private static final String SETTER = "setListener";

  private FitProgress() {}

  /**
   * A line that hears of the stage's next fit, and that another thread than the fit's asks for its
   * text; null for a stage whose fit tells nobody.
   */
  public static @Nullable ProgressLine of(Object stage) {
    if (!hasListener(stage)) {
      return null;
    }
    ProgressLine line = new ProgressLine();
    Values.ask(stage, SETTER, List.of(line));
    return line;
  }

  /** The stage's fits tell nobody any more. */
  public static void forget(Object stage) {
    Values.ask(stage, SETTER, List.of(FitListener.NONE));
  }

  private static boolean hasListener(Object stage) {
    return Arrays.stream(stage.getClass().getMethods())
        .filter(method -> method.getName().equals(SETTER))
        .map(Method::getParameterTypes)
        .anyMatch(types -> types.length == 1 && types[0] == FitListener.class);
  }
}
