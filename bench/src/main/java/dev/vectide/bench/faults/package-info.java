/**
 * What becomes of the account when parts die: {@link dev.vectide.bench.faults.Cluster} runs three brokers, every role and
 * {@link dev.vectide.bench.faults.Flink} as processes; {@link dev.vectide.bench.faults.Producer} sends, and the
 * {@link dev.vectide.bench.faults.Ledger} remembers what was acknowledged; {@link dev.vectide.bench.faults.Searcher} asks
 * all the while and holds each answer against it. A round does one {@link dev.vectide.bench.faults.Fault} under this load,
 * waits for the {@link dev.vectide.bench.faults.Recovery}, stops the load and settles: {@code vectide audit}, the store's
 * rows against the ledger, the order of alerts. At the end the monitors are played again over the whole topic, and must say
 * what the jobs said.
 */
@NullMarked
package dev.vectide.bench.faults;

import org.jspecify.annotations.NullMarked;
