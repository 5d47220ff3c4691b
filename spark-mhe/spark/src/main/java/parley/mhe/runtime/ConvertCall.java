package parley.mhe.runtime;

import parley.mhe.layout.ConversionMap;

/**
 * What a converting refresh should give. Limbs, masks and whether providers add something of their
 * own come from the plan. Immutable, thread-safe.
 *
 * @param map one of those that the plan allows; its factor brings the values to the outputs' scale
 * @param scale the outputs' scale
 */
public record ConvertCall(ConversionMap map, double scale) {}
