package parley.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Leaves out tests, also those that another module's jar of tests brings. */
final class WithoutTests implements ImportOption {
  private final ImportOption inFolders = new DoNotIncludeTests();

  @Override
  public boolean includes(Location location) {
    return inFolders.includes(location) && !location.contains("-tests.jar");
  }
}
