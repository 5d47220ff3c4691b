/**
 * What the modules' tests share: public data with the rule for what is absent, a browser, and
 * checks of the pages that Parley writes.
 */
@NullMarked
package parley.testing;

import org.jspecify.annotations.NullMarked;
