package parley.fl.family;

import java.util.Map;

/**
 * Makes the families of one id from what a plan says of them; found by {@link
 * java.util.ServiceLoader}.
 */
public interface FamilySource {
  /** See {@link Family#id}. */
  String id();

  /**
   * The family with these arguments.
   *
   * @param arguments of the plan, {@link Family#arguments} among them
   * @throws IllegalArgumentException if one is missing or wrong
   */
  Family read(Map<String, String> arguments);
}
