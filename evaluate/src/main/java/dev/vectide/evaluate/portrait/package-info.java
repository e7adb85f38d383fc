/** What a space looks like on a data set, for charts: spectrum, cosines, a projection, confusions, the worst cases. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.portrait;
