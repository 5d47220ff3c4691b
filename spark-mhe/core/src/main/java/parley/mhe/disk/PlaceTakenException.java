package parley.mhe.disk;

import java.nio.file.Path;
import parley.error.ParleyException;

/** Another run is at work where this one was to write. Immutable and thread-safe. */
public final class PlaceTakenException extends ParleyException {
  private static final long serialVersionUID = 1L;

  PlaceTakenException(Path place, String holder) {
    super(
        "cannot write to "
            + place
            + ": another run is at work there, expected one at a time, got "
            + holder
            + " there already");
  }
}
