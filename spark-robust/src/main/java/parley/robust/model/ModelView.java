package parley.robust.model;

import java.io.Serializable;

/**
 * A trained classifier that can be asked for scores and labels. Immutable and serialisable, so safe
 * for use by several threads: broadcast the view, and let each task make its own {@link #scorer}.
 */
public interface ModelView extends Serializable {

  /** Length of a row. */
  int numFeatures();

  /** Number of classes; labels are 0 to this number less one. */
  int numClasses();

  /** A new scorer, for one thread, with room of its own for intermediate results. */
  Scorer scorer();

  /** What the model is, in words for messages and reports, such as {@code LinearSVCModel}. */
  String describe();
}
