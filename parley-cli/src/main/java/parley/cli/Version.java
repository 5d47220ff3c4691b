package parley.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar this class came in. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"parley " + get()};
  }

  static String get() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(built from source)" : version;
  }
}
