package dev.vectide.monitor;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.monitor.http.AlertViews;
import dev.vectide.monitor.http.LiveFeed;
import dev.vectide.monitor.http.ReferenceRoutes;
import dev.vectide.monitor.http.ReportRoutes;
import dev.vectide.monitor.http.SettlementRoutes;
import dev.vectide.monitor.kafka.AlertControl;
import dev.vectide.monitor.kafka.ReferenceControl;
import dev.vectide.monitor.kafka.ReportMetrics;
import dev.vectide.monitor.kafka.ReportReader;
import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.reports.ReportBook;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * The reading side of the monitor: tells over HTTP what its jobs wrote, wherever they run, and takes what people settle
 * about alerts and references.
 *
 * <p>Started and closed by one thread.
 */
public final class ReportsApp implements AutoCloseable {
    private final ControlTopic control;
    private final ReportReader reader;
    private final LiveFeed live;
    private final ReportRoutes routes;

    private ReportsApp(ControlTopic control, ReportReader reader, LiveFeed live, ReportRoutes routes) {
        this.control = control;
        this.reader = reader;
        this.live = live;
        this.routes = routes;
    }

    /** @param stats the data of the {@code stats} event, asked every second; empty sends none */
    public static ReportsApp start(VectideConfig config, Supplier<Map<String, ?>> stats, MeterRegistry registry) {
        try (Admin admin = KafkaSettings.of(config.kafka()).admin()) {
            new TopicAdmin(config).ensureShared(admin);
        }
        Clock clock = Clock.systemUTC();
        ControlTopic control = ControlTopic.start(config);
        AlertControl settled = new AlertControl(control);
        ReportBook book = new ReportBook();
        AlertViews views = new AlertViews(book, settled::settled, clock);
        LiveFeed live = new LiveFeed(stats, views);
        ReferenceRoutes references = new ReferenceRoutes(
                new ReferenceControl(control, config.monitor().artefacts()), book, PaneSettings.of(config.monitor()), clock);
        SettlementRoutes settlements = new SettlementRoutes(settled, views, live::settled, clock);
        try {
            ReportMetrics metrics = new ReportMetrics(registry);
            Consumer<MonitorOutput> known = output -> {
                book.add(output);
                metrics.known(output);
            };
            ReportReader reader = new ReportReader(config, known, live::accept);
            return new ReportsApp(control, reader, live, new ReportRoutes(book, live, views, settlements, references));
        } catch (RuntimeException e) {
            live.close();
            control.close();
            throw e;
        }
    }

    public ReportRoutes routes() {
        return routes;
    }

    /** Empty once all that was written before is known here; else the reason. */
    public Optional<String> notReady() {
        return control.failure().or(reader::notReady);
    }

    @Override
    public void close() {
        reader.close();
        live.close();
        control.close();
    }
}
