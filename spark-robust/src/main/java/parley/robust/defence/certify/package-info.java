/**
 * Defences that prove for each row within which distance no change of it changes the prediction.
 *
 * <p><b>Smoothed classifier</b>: answers the class that a classifier gives most often when noise is
 * added to the row. <b>Radius</b>: the certified distance, in L2 or L1 after the noise.
 * <b>Abstain</b>: answer nothing, since the samples do not show which class it is. <b>Alpha</b>:
 * the chance that what is said of a row is wrong, through bad luck with the samples. <b>Certified
 * accuracy</b> at a distance: the share of rows whose prediction is right and whose radius is
 * larger.
 *
 * <pre>{@code
 * Dataset<Row> certified =
 *     new RandomizedSmoothing().setModel(model).setIdCol("id").setSigma(0.25).transform(rows);
 * certified.select("prediction", "abstained", "radius", "counts").show();
 * CertifiedAccuracy.of(certified, "label", "prediction", "radius", 0, 0.1, 0.2);
 * }</pre>
 */
@NullMarked
package parley.robust.defence.certify;

import org.jspecify.annotations.NullMarked;
