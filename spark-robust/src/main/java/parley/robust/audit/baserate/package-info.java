/**
 * What a positive or a negative answer is worth where the condition is as rare as it is.
 *
 * <p><b>Prevalence</b>, or base rate: the share of rows whose true label is positive, where the
 * test or model will be used. <b>TPR</b>, sensitivity: the share of positive rows that it calls
 * positive. <b>FPR</b>: the share of the others that it calls positive. <b>PPV</b>, precision: the
 * share of positive answers that are right; <b>NPV</b>: the same of negative answers.
 *
 * <pre>{@code
 * BaseRate test = BaseRate.of(0.001, 1, 0.05);
 * test.ppv().get(); // 0.0196: of 50 positive answers one is right
 * test.falsePositiveRateFor(0.5).get(); // 0.001
 * BaseRateReport r = new BaseRateEvaluator().setPrevalence(0.001).report(predictions);
 * r.warnings().forEach(System.out::println);
 * }</pre>
 */
@NullMarked
package parley.robust.audit.baserate;

import org.jspecify.annotations.NullMarked;
