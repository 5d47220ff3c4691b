package parley.robust.audit.shift.column;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import parley.measure.Measure;
import parley.robust.audit.shift.statistics.ExactTotal;

/** Count, mean, variance and range of numbers, in any order. For one thread at a time. */
@DefaultSerializer(JavaSerializer.class)
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  private long count;
  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;
  private final ExactTotal sum = new ExactTotal();
  private final ExactTotal squares = new ExactTotal();

  /** Adds a finite number several times; nothing for 0 times. */
  public void add(double value, long times) {
    if (times == 0) {
      return;
    }
    count += times;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    sum.addProduct(value, times);
    double square = value * value;
    squares.addProduct(square, times);
    squares.addProduct(Math.fma(value, value, -square), times);
  }

  void merge(Moments other) {
    count += other.count;
    minimum = Math.min(minimum, other.minimum);
    maximum = Math.max(maximum, other.maximum);
    sum.merge(other.sum);
    squares.merge(other.squares);
  }

  long count() {
    return count;
  }

  double minimum() {
    return minimum;
  }

  double maximum() {
    return maximum;
  }

  public Measure mean(String name) {
    if (count == 0) {
      return Measure.undefined(name, "there is no value");
    }
    return sum.isFinite()
        ? Measure.of(name, sum.mean(count))
        : Measure.undefined(name, "the sum of the values is too large for a double");
  }

  public Measure variance(String name) {
    if (count < 2) {
      return Measure.undefined(name, "there are fewer than two values");
    }
    return squares.isFinite()
        ? Measure.of(name, sum.variance(squares, count))
        : Measure.undefined(name, "the squares of the values are too large for a double");
  }
}
