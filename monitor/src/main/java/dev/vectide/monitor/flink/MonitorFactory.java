package dev.vectide.monitor.flink;

import dev.vectide.monitor.StreamMonitor;
import java.io.Serializable;

/** Makes a monitor where it is to run: what travels with a job in the monitor's place. */
@FunctionalInterface
interface MonitorFactory<S> extends Serializable {
    StreamMonitor<S> create();
}
