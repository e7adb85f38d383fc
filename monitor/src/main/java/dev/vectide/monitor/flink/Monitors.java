package dev.vectide.monitor.flink;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.space.Space;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.collapse.CollapseState;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.drift.DriftState;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import dev.vectide.monitor.novelty.NoveltyState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The three monitors, as they travel with jobs. */
final class Monitors {
    private Monitors() {}

    /** By name. */
    static Map<String, MonitorFactory<?>> byName(VectideConfig config, Space space) {
        Map<String, MonitorFactory<?>> byName = new LinkedHashMap<>();
        of(config, space).forEach(factory -> byName.put(factory.create().name(), factory));
        return byName;
    }

    static List<MonitorFactory<?>> of(VectideConfig config, Space space) {
        VectideConfig.Monitor monitor = config.monitor();
        VectideConfig.Alerts alerts = config.alerts().forJobs();
        String name = space.qualifiedName();
        MonitorFactory<CollapseState> collapse = () -> new CollapseMonitor(monitor, alerts, name);
        MonitorFactory<DriftState> drift = () -> new DriftMonitor(monitor, alerts, name);
        MonitorFactory<NoveltyState> novelty = () -> new NoveltyMonitor(monitor, alerts, name);
        return List.of(collapse, drift, novelty);
    }
}
