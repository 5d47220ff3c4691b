package parley.cli.terminal;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code LO,HI}. */
public final class IntervalConverter implements ITypeConverter<NumberInterval> {
  @Override
  public NumberInterval convert(String text) {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 2) {
        double low = Double.parseDouble(parts[0]);
        double high = Double.parseDouble(parts[1]);
        if (low < high && Double.isFinite(low) && Double.isFinite(high)) {
          return new NumberInterval(low, high);
        }
      }
    } catch (NumberFormatException e) {
      throw new TypeConversionException("expected two numbers LO,HI, got '" + text + "'");
    }
    throw new TypeConversionException("expected LO,HI with LO below HI, got '" + text + "'");
  }
}
