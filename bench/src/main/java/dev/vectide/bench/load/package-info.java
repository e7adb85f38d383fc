/**
 * The whole system under load, as it ships: {@code ./vectide up} in a process of its own, a producer that keeps to a schedule
 * whatever the answers, and what is measured from when an event was due.
 *
 * <p>{@link dev.vectide.bench.load.LoadBench} is the order of things: {@link dev.vectide.bench.load.Vectide} starts the
 * system, {@link dev.vectide.bench.load.OpenLoop} sends through {@link dev.vectide.bench.load.Door}, {@link
 * dev.vectide.bench.load.Searches} and {@link dev.vectide.bench.load.Reports} see what comes of it, and each {@link
 * dev.vectide.bench.load.Step} keeps what was seen of its events.
 */
@NullMarked
package dev.vectide.bench.load;

import org.jspecify.annotations.NullMarked;
