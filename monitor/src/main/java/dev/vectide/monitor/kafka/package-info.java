/** Follows what the monitors wrote to {@code <ns>.scores}, {@code <ns>.health} and {@code <ns>.alerts}. */
@NullMarked
package dev.vectide.monitor.kafka;

import org.jspecify.annotations.NullMarked;
