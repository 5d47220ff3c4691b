package parley.testing;

import java.util.Properties;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives the JVM its system properties back after each class of tests, so that the next class in the
 * same JVM finds what it would find alone. Every class has it: JUnit looks it up as a service.
 */
public final class RestoredProperties implements BeforeAllCallback, AfterAllCallback {
  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(RestoredProperties.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getStore(OWN).put(context.getUniqueId(), System.getProperties().clone());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Properties before = context.getStore(OWN).get(context.getUniqueId(), Properties.class);
    System.setProperties((Properties) before.clone());
  }
}
