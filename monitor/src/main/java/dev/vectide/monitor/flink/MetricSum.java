package dev.vectide.monitor.flink;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;

/**
 * One of Flink's figures over all tasks of a job; what a finished task has counted stays counted.
 *
 * <p>Safe for concurrent use.
 */
final class MetricSum {
    private final Set<Metric> metrics = ConcurrentHashMap.newKeySet();
    private final AtomicLong gone = new AtomicLong();

    void add(Metric metric) {
        metrics.add(metric);
    }

    void remove(Metric metric) {
        if (metrics.remove(metric) && metric instanceof Counter counter) {
            gone.addAndGet(counter.getCount());
        }
    }

    double value() {
        return gone.get() + metrics.stream().mapToDouble(MetricSum::value).sum();
    }

    private static double value(Metric metric) {
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
                ? Math.max(0, number.doubleValue())
                : 0;
    }
}
