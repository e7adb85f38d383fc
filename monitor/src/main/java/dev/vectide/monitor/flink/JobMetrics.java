package dev.vectide.monitor.flink;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * The few of Flink's figures that people watch, as {@code vectide.monitor.<job>.<what>} in the process's own registry,
 * summed over the tasks of a job.
 *
 * <p>Safe for concurrent use.
 */
public final class JobMetrics implements MetricReporter {
    static final String DAMAGED = "recordsDamaged";
    static final String SKIPPED = "recordsSkipped";
    static final String SHARED = "vectorsShared";
    private static final String NAME = "vectide";
    private static final String REGISTRY = "registry";
    /** Registries by the name that stands in the cluster's settings: Flink makes its reporters itself. */
    private static final Map<String, MeterRegistry> REGISTRIES = new ConcurrentHashMap<>();

    private record Meter(String what, String unit, boolean counts) {}

    private static final Map<String, Meter> METERS = Map.of(
            DAMAGED, new Meter("damaged", "records", true),
            SKIPPED, new Meter("skipped", "records", true),
            SHARED, new Meter("shared", "vectors", true),
            "pendingRecords", new Meter("lag", "records", false),
            "numRestarts", new Meter("restarts", "restarts", false),
            "numberOfFailedCheckpoints", new Meter("failed", "checkpoints", false),
            "lastCheckpointDuration", new Meter("checkpoint", "milliseconds", false));

    /** Found by Flink under META-INF/services. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties settings) {
            return new JobMetrics(Objects.requireNonNull(REGISTRIES.get(settings.getProperty(REGISTRY))));
        }
    }

    private final MeterRegistry registry;
    private final Map<String, MetricSum> sums = new ConcurrentHashMap<>();

    private JobMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Makes a cluster with these settings report to {@code registry}, beside what else it reports to. */
    static void report(MeterRegistry registry, Configuration settings) {
        String id = UUID.randomUUID().toString();
        REGISTRIES.put(id, registry);
        String others = settings.get(MetricOptions.REPORTERS_LIST);
        settings.set(MetricOptions.REPORTERS_LIST, others == null || others.isBlank() ? NAME : others + "," + NAME);
        settings.setString("metrics.reporter." + NAME + ".factory.class", Factory.class.getName());
        settings.setString("metrics.reporter." + NAME + "." + REGISTRY, id);
    }

    /** Forgets the registry of these settings, once their cluster is closed. */
    static void forget(Configuration settings) {
        REGISTRIES.remove(settings.getString("metrics.reporter." + NAME + "." + REGISTRY, ""));
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        Meter meter = METERS.get(name);
        String job = group.getAllVariables().get("<job_name>");
        if (meter != null && job != null) {
            sums.computeIfAbsent(job + "." + meter.what(), key -> register(key, meter)).add(metric);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        Meter meter = METERS.get(name);
        String job = group.getAllVariables().get("<job_name>");
        MetricSum sum = meter == null || job == null ? null : sums.get(job + "." + meter.what());
        if (sum != null) {
            sum.remove(metric);
        }
    }

    private MetricSum register(String key, Meter meter) {
        MetricSum sum = new MetricSum();
        String name = "vectide.monitor." + key;
        if (meter.counts()) {
            FunctionCounter.builder(name, sum, MetricSum::value).baseUnit(meter.unit()).register(registry);
        } else {
            Gauge.builder(name, sum, MetricSum::value).baseUnit(meter.unit()).register(registry);
        }
        return sum;
    }

    @Override
    public void open(org.apache.flink.metrics.MetricConfig settings) {}

    @Override
    public void close() {}
}
