/**
 * Fixed maps from an image's pixels to fewer numbers. What follows from nothing but the row itself
 * tells nobody anything, so a provider applies one to each of its rows before anything is
 * encrypted.
 *
 * <p><b>Shape</b>: rows and columns of an image, whose pixels come row by row. <b>Range</b>: from
 * which to which number a pixel goes; a map sees it as 0 to 1. <b>Input map</b>: what is done, for
 * which shape and range; the plan has its text. <b>Mapper</b>: its tables, at work.
 *
 * <pre>{@code
 * InputMap map = InputMap.read("cosine:100", ImageShape.read("28x28"), PixelRange.BYTES);
 * double[] features = map.mapper().apply(pixels, null);
 * }</pre>
 */
@NullMarked
package parley.fl.image;

import org.jspecify.annotations.NullMarked;
