package parley.fl.family.constant;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.fl.family.Family;
import parley.fl.family.Target;
import parley.fl.family.circuit.Circuit;

/** The same answer for every row: the labels' mean, whatever the features. */
final class ConstantFamily implements Family {
  static final String ID = "toy-constant/1";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String name() {
    return "a constant";
  }

  @Override
  public SortedMap<String, String> arguments() {
    return new TreeMap<>();
  }

  @Override
  public Target target() {
    return Target.REAL;
  }

  @Override
  public Optional<Circuit> circuit() {
    return Optional.of(() -> ConstantKind.NAME);
  }
}
