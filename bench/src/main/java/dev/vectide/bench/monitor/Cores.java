package dev.vectide.bench.monitor;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Work in a second of one processor: by this thread's own time, so that whatever else runs does not count. */
final class Cores {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Cores() {}

    /** @return units of {@code work} a second, of which it does {@code units} */
    static double perSecond(int units, Runnable work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return units * 1e9 / Math.max(1, THREADS.getCurrentThreadCpuTime() - start);
    }
}
