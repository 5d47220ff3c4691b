package parley.fl.protection.encrypted.linear.packing;

import java.util.LinkedHashMap;
import java.util.Map;
import parley.error.ParleyException;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.mhe.ckks.CkksParameters;

/**
 * A layout as the public arguments of a plan, so that every provider sees and accepts it. Stateless
 * and thread-safe.
 */
public final class LayoutArguments {
  /** Missing in plans of other packings, and in those made before there was this one. */
  private static final String FEATURES_PER_UPLOAD = "featuresPerUpload";

  private LayoutArguments() {}

  public static Map<String, String> write(Layout l) {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("packing", l.packing().name());
    out.put("weights", Integer.toString(l.weights()));
    out.put("intercept", Boolean.toString(l.intercept()));
    out.put("width", Integer.toString(l.width()));
    out.put("babySteps", Integer.toString(l.babySteps()));
    if (l.packing() == Packing.COEFFICIENT) {
      out.put(FEATURES_PER_UPLOAD, Integer.toString(l.featuresPerUpload()));
    }
    out.put("blocks", Integer.toString(l.blocks()));
    out.put("capacity", Integer.toString(l.capacity()));
    out.put("topLimbs", Integer.toString(l.topLimbs()));
    out.put("refreshLimbs", Integer.toString(l.refreshLimbs()));
    out.put("gradientScaleBits", Integer.toString(l.gradientScaleBits()));
    out.put("maskBits", Integer.toString(l.maskBits()));
    out.put("modelLimbs", Integer.toString(l.modelLimbs()));
    out.put("activationDepth", Integer.toString(l.activationDepth()));
    out.put("providers", Integer.toString(l.providers()));
    out.put("maskSecurity", Integer.toString(l.maskSecurity()));
    out.put("stateBound", Double.toString(l.stateBound()));
    out.put("precisionBits", Double.toString(l.precisionBits()));
    return out;
  }

  public static Layout read(CkksParameters parameters, Map<String, String> arguments) {
    try {
      return new Layout(
          parameters,
          Packing.valueOf(arguments.getOrDefault("packing", "")),
          number(arguments, "weights"),
          Boolean.parseBoolean(arguments.get("intercept")),
          number(arguments, "width"),
          number(arguments, "babySteps"),
          Integer.parseInt(arguments.getOrDefault(FEATURES_PER_UPLOAD, "1")),
          number(arguments, "blocks"),
          number(arguments, "capacity"),
          number(arguments, "topLimbs"),
          number(arguments, "refreshLimbs"),
          number(arguments, "gradientScaleBits"),
          number(arguments, "maskBits"),
          number(arguments, "modelLimbs"),
          number(arguments, "activationDepth"),
          number(arguments, "providers"),
          number(arguments, "maskSecurity"),
          Double.parseDouble(arguments.getOrDefault("stateBound", "")),
          Double.parseDouble(arguments.getOrDefault("precisionBits", "")));
    } catch (IllegalArgumentException e) {
      throw new ParleyException(
          "cannot read the layout: the plan's arguments are incomplete, got " + arguments, e);
    }
  }

  private static int number(Map<String, String> arguments, String name) {
    return Integer.parseInt(arguments.getOrDefault(name, ""));
  }
}
