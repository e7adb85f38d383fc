/** A run as one HTML page without scripts or network: figures, charts as inline SVG, and what they mean. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.report.page;
