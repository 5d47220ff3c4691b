package parley.robust.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientMaskingTest {
  private static final GradientMasking MASKING = new GradientMasking(0.9, 0.2);

  @Test
  void compare_weakerAttackOfMoreSteps_isNamedWithBothAccuracies() {
    List<String> warnings =
        MASKING.compare(curve("FGSM", .5, 1, .3, 2), curve("PGD", .6, 1, .2, 2), false);

    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .startsWith(
            "PGD is weaker than FGSM at epsilon 0.1: it leaves an accuracy of 0.6000, FGSM leaves"
                + " 0.5000");
  }

  @Test
  void compare_equalEverywhere_isASignUnlessTheModelIsLinear() {
    AttackCurve fast = curve("FGSM", .5, 1, .3, 2);
    AttackCurve many = curve("PGD", .5, 1, .3, 2);

    assertThat(MASKING.compare(fast, many, true)).isEmpty();
    assertThat(MASKING.compare(fast, many, false))
        .singleElement()
        .asString()
        .startsWith("PGD is no stronger than FGSM at any epsilon");
  }

  @Test
  void compare_strongerAttack_isNoSign() {
    assertThat(MASKING.compare(curve("FGSM", .5, 1, .3, 2), curve("PGD", .5, 1, .2, 2), false))
        .isEmpty();
  }

  /** Both leave nothing, or nothing was hit yet: equality says nothing. */
  @Test
  void compare_equalAtTheEnds_isNoSign() {
    assertThat(MASKING.compare(curve("FGSM", .9, 1, 0, 2), curve("PGD", .9, 1, 0, 2), false))
        .isEmpty();
  }

  @Test
  void growth_lossThatDoesNotRise_isNamed() {
    assertThat(MASKING.growth(curve("FGSM", .5, 1, .3, .9)))
        .singleElement()
        .asString()
        .startsWith("FGSM does not raise the mean loss from epsilon 0.1 to 0.2");
    assertThat(MASKING.growth(curve("FGSM", .9, .2, .3, .9)))
        .singleElement()
        .asString()
        .startsWith("FGSM does not raise the mean loss from epsilon 0 to 0.1");
  }

  @Test
  void growth_accuracyThatRises_isNamed() {
    assertThat(MASKING.growth(curve("FGSM", .5, 1, .6, 2)))
        .singleElement()
        .asString()
        .startsWith("FGSM leaves a higher accuracy at epsilon 0.2 than at 0.1");
  }

  @Test
  void growth_asItShouldBe_isNoSign() {
    assertThat(MASKING.growth(curve("FGSM", .5, 1, .3, 2))).isEmpty();
    assertThat(new GradientMasking(.9, null).growth(curve("FGSM", .5, 1, .3, 2))).isEmpty();
  }

  /** Accuracies and losses at 0.1 and 0.2. */
  private static AttackCurve curve(String name, double... accuraciesAndLosses) {
    List<AttackCurve.Point> points = new ArrayList<>();
    for (int i = 0; i < accuraciesAndLosses.length; i += 2) {
      points.add(
          new AttackCurve.Point(
              i == 0 ? 0.1 : 0.2, accuraciesAndLosses[i], accuraciesAndLosses[i + 1]));
    }
    return new AttackCurve(name, "", false, points, 0);
  }
}
