package parley.robust.defence.certify;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * CERTIFY and PREDICT of <a href="https://arxiv.org/abs/1902.02918">Cohen, Rosenfeld and Kolter
 * 2019</a>, section 3.2, for Gaussian noise of deviation sigma. With p the lower bound of the
 * class's share, the class holds within the L2 distance sigma x quantile(p), if p is above 1/2.
 *
 * @param sigma the noise's deviation in each feature
 * @param alpha the chance of a wrong certificate, or of a wrong prediction
 * @param radii whether radii are certified; else the prediction alone is tested
 */
@DefaultSerializer(JavaSerializer.class)
public record CohenCertifier(double sigma, double alpha, boolean radii) implements Certifier {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  @Override
  public Certificate certify(Votes votes) {
    return radii ? radius(votes) : prediction(votes);
  }

  private Certificate radius(Votes votes) {
    int top = votes.selected();
    double share = ClopperPearson.lower(votes.estimation()[top], votes.trials(), alpha);
    return share > 0.5
        ? new Certificate(top, sigma * NORMAL.inverseSurvivalProbability(1 - share))
        : Certificate.abstained();
  }

  /** The two-sided binomial test that the first class is no likelier than the second. */
  private Certificate prediction(Votes votes) {
    long[] counts = votes.estimation();
    int top = Votes.most(counts, -1);
    long first = counts[top];
    long second = counts[Votes.most(counts, top)];
    double tail =
        BinomialDistribution.of((int) (first + second), 0.5).survivalProbability((int) first - 1);
    return Math.min(1, 2 * tail) <= alpha ? new Certificate(top, 0) : Certificate.abstained();
  }
}
