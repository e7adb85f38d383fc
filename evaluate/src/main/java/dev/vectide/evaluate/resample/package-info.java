/** How sure a score is: bootstrap intervals, and paired tests between two encoders. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.resample;
