/** Exact nearest neighbours in a fixed set of vectors, by the Vector API where it is there. */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.nearest;
