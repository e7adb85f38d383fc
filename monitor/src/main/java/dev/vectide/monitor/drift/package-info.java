/** Whether the vectors still come from the distribution of the reference, with a promised false-alarm run length. */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.drift;
