package parley.cli.models;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.querier.HiddenGlmResult;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.glm.GlmResult;

/**
 * What a generalised linear model prints, however it was fitted; null where the release does not
 * open what a figure needs.
 */
record GlmFigures(
    List<Coefficient> coefficients,
    long rows,
    long droppedRows,
    long degreesOfFreedom,
    @Nullable Double deviance,
    @Nullable Double nullDeviance,
    @Nullable Double pearson,
    double dispersion,
    @Nullable Double aic,
    int rounds,
    List<String> warnings) {
  static GlmFigures of(GlmResult r) {
    return new GlmFigures(
        r.coefficients(),
        r.rows(),
        r.droppedRows(),
        r.degreesOfFreedom(),
        r.deviance(),
        r.nullDeviance(),
        r.pearson(),
        r.dispersion(),
        r.aic(),
        r.rounds(),
        r.warnings());
  }

  static GlmFigures of(HiddenGlmResult r) {
    return new GlmFigures(
        r.coefficients(),
        r.rows(),
        r.droppedRows(),
        r.degreesOfFreedom(),
        null,
        null,
        null,
        r.dispersion(),
        null,
        r.rounds(),
        r.warnings());
  }
}
