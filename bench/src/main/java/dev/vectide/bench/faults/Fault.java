package dev.vectide.bench.faults;

import java.util.Random;

/** Something that goes wrong, and is mended. */
interface Fault {
    String name();

    /** Whether recovery is counted among those after a kill -9 of a role: an ingester, an encoder, an indexer, the monitor. */
    default boolean isKillOfRole() {
        return false;
    }

    /** The same of one of Flink's processes. */
    default boolean isKillOfFlink() {
        return false;
    }

    /**
     * Does it, for as long as it takes, and mends it.
     *
     * @return {@link System#nanoTime} from which recovery counts: when a process was killed, or when the fault was mended
     */
    long run(Cluster cluster, Producer producer, Random random) throws Exception;
}
