/** How far partitions are read: what an answer reflects, and what a reader may wait for. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.position;
