package parley.cli.terminal;

import parley.mhe.Release;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar this class came in. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"parley " + Release.version()};
  }
}
