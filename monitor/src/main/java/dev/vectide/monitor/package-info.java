/**
 * Watches the vectors: {@code flink} jobs read a vectors topic, hand every record to a {@link
 * dev.vectide.monitor.StreamMonitor} and write what it says. The monitors are pure: {@code pane} cuts event time, whole
 * or in parts that are gathered in many places, {@code stats} adds up, {@code nearest} finds neighbours, {@code collapse},
 * {@code drift} and {@code novelty} judge, {@code alert} opens and closes incidents.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor;
