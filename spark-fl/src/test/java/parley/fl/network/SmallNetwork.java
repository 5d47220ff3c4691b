package parley.fl.network;

import java.util.List;

/**
 * A network 4-3-2 and 16 rows, all of formulas, for one step of 0.3 without momentum: small enough
 * to be computed by any means.
 *
 * @param terms of one step
 * @param rows of them all
 */
public record SmallNetwork(NetworkTerms terms, NetworkRows rows) {

  /** The network. */
  public static SmallNetwork made() {
    NetworkShape shape = NetworkShape.classifier(4, List.of(3), 2);
    double[] start = new double[shape.weights()];
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j < 4; j++) {
        start[shape.index(0, j, k)] = 0.7 * Math.sin(1 + 3 * j + 7 * k);
      }
      start[shape.index(0, 4, k)] = 0.1 * k;
      for (int c = 0; c < 2; c++) {
        start[shape.index(1, k, c)] = 0.6 * Math.cos(2 + 5 * k + 3 * c);
      }
    }
    start[shape.index(1, 3, 1)] = -0.05;
    double[][] columns = new double[4][16];
    double[] labels = new double[16];
    for (int r = 0; r < 16; r++) {
      for (int j = 0; j < 4; j++) {
        columns[j][r] = Math.rint(0x1p20 * 2 * Math.sin(1.3 * r + 2.1 * j)) * 0x1p-20;
      }
      labels[r] = r % 2;
    }
    NetworkTerms terms =
        NetworkTerms.builder(shape)
            .warmStart(NetworkWeights.of(shape, start))
            .momentum(0)
            .schedule(StepSchedule.CONSTANT)
            .steps(0.3, 0.3)
            .iterations(1)
            .watch(false)
            .build();
    return new SmallNetwork(terms, NetworkRows.of(columns, labels, new double[0]));
  }

  /** Its weights after the step, by the formulas in plain Python. */
  public static double[] afterStep() {
    return new double[] {
      .559590920657,
      .819651698316,
      .602107075776,
      -.750491436269,
      .076637592413,
      .122624597112,
      .712198484536,
      -.217833945476,
      -.215846051123,
      -.414838376698,
      -.529517769863,
      -.472947149924,
      .148848932360,
      -.387989543263,
      -.236033199169,
      -.452492022297,
      .482383641844,
      .008563757857,
      .301466691646,
      .131361181682,
      .120260426487,
      -.048852698156,
      .327066314609
    };
  }

  /** A training that has not begun. */
  public NetworkTraining training() {
    return new NetworkTraining(terms, terms.steps(1));
  }
}
