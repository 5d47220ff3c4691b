package parley.robust.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The Params of a stage in words, for people who read a report. */
final class StudyWords {
  /** What every stage has, or what the report says elsewhere. */
  private static final Set<String> ELSEWHERE = Set.of("perturbationEpsilon", "norm");

  private StudyWords() {}

  static String settings(Params stage) {
    List<String> words = new ArrayList<>();
    for (Param<?> param : stage.params()) {
      if (stage.isDefined(param)
          && !param.name().endsWith("Col")
          && !ELSEWHERE.contains(param.name())) {
        words.add(param.name() + " " + word(stage.getOrDefault(param)));
      }
    }
    return String.join(", ", words);
  }

  private static String word(Object value) {
    if (value instanceof double[] numbers) {
      return numbers.length == 1 ? String.valueOf(numbers[0]) : Arrays.toString(numbers);
    }
    return value instanceof int[] numbers ? Arrays.toString(numbers) : String.valueOf(value);
  }
}
