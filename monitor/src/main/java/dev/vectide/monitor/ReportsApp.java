package dev.vectide.monitor;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.monitor.http.LiveFeed;
import dev.vectide.monitor.http.ReportRoutes;
import dev.vectide.monitor.kafka.ReportReader;
import dev.vectide.monitor.reports.ReportBook;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * The reading side of the monitor: tells over HTTP what its jobs wrote, wherever they run.
 *
 * <p>Started and closed by one thread.
 */
public final class ReportsApp implements AutoCloseable {
    private final ReportReader reader;
    private final LiveFeed live;
    private final ReportRoutes routes;

    private ReportsApp(ReportReader reader, LiveFeed live, ReportRoutes routes) {
        this.reader = reader;
        this.live = live;
        this.routes = routes;
    }

    /** @param stats the data of the {@code stats} event, asked every second; empty sends none */
    public static ReportsApp start(VectideConfig config, Supplier<Map<String, ?>> stats) {
        try (Admin admin = Admin.create(KafkaSettings.of(config.kafka()).with(Map.of()))) {
            new TopicAdmin(config).ensureShared(admin);
        }
        ReportBook book = new ReportBook();
        LiveFeed live = new LiveFeed(stats);
        return new ReportsApp(new ReportReader(config, book::add, live::accept), live, new ReportRoutes(book, live));
    }

    public ReportRoutes routes() {
        return routes;
    }

    /** Empty once all that was written before is known here; else the reason. */
    public Optional<String> notReady() {
        return reader.notReady();
    }

    @Override
    public void close() {
        reader.close();
        live.close();
    }
}
