package parley.cli.table.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import parley.cli.terminal.InputException;

/** Where a text is, so that a task elsewhere can open it, more than once. */
interface TextSource extends Serializable {
  /**
   * Opens the text from its beginning.
   *
   * @param name what it is called in messages
   * @throws InputException if there is none
   */
  InputStream open(String name) throws IOException;
}
