/** Whether the encoder still does what it did: the vectors of texts that never change, held against their first ones. */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.canary;
