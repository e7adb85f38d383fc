package dev.vectide.local.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/**
 * How full the heap is with what lives: of the pool in which objects end up that stay, what its last collection left. What is in
 * use at a moment says nothing, for it rises to the brim before every collection.
 */
final class HeapGauge {
    private HeapGauge() {}

    static void register(MeterRegistry registry) {
        Gauge.builder("vectide.process.heap.live.ratio", HeapGauge::ratio).register(registry);
    }

    /** 0 to 1; 0 before the first collection. */
    static double ratio() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                // Collectors know no threshold for the pools in which objects are young.
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                .mapToDouble(HeapGauge::ratio)
                .max()
                .orElse(0);
    }

    private static double ratio(MemoryPoolMXBean pool) {
        MemoryUsage left = pool.getCollectionUsage();
        if (left == null) {
            return 0;
        }
        long most = left.getMax() > 0 ? left.getMax() : Runtime.getRuntime().maxMemory();
        return (double) left.getUsed() / most;
    }
}
