package dev.vectide.monitor;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.ControlTopic;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.TopicAdmin;
import dev.vectide.monitor.http.HttpCourier;
import dev.vectide.monitor.kafka.AlertControl;
import dev.vectide.monitor.kafka.NotifierLoop;
import dev.vectide.monitor.kafka.NotifierMetrics;
import dev.vectide.monitor.notify.NotifierPolicy;
import dev.vectide.monitor.notify.Retry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Tells Alertmanagers and webhooks of alerts, as the configuration names them; without any it does nothing.
 *
 * <p>Started and closed by one thread; {@link #notReady} may be asked by any.
 */
public final class NotifierApp implements AutoCloseable {
    private final @Nullable ControlTopic control;
    private final @Nullable NotifierLoop loop;

    private NotifierApp(@Nullable ControlTopic control, @Nullable NotifierLoop loop) {
        this.control = control;
        this.loop = loop;
    }

    public static NotifierApp start(VectideConfig config, MeterRegistry registry) {
        Clock clock = Clock.systemUTC();
        NotifierMetrics metrics = new NotifierMetrics(registry);
        HttpCourier courier = new HttpCourier(config, metrics, clock);
        if (courier.receivers().isEmpty()) {
            return new NotifierApp(null, null);
        }
        try (Admin admin = KafkaSettings.of(config.kafka()).admin()) {
            new TopicAdmin(config).ensureShared(admin);
        }
        VectideConfig.Alerts alerts = config.alerts();
        NotifierPolicy policy = new NotifierPolicy(new Retry(alerts.tries(), alerts.backoff(), alerts.longestBackoff()));
        ControlTopic control = ControlTopic.start(config);
        try {
            NotifierLoop loop = new NotifierLoop(
                    config, courier.receivers(), policy, new AlertControl(control), courier, metrics, clock);
            loop.start();
            return new NotifierApp(control, loop);
        } catch (RuntimeException e) {
            control.close();
            throw e;
        }
    }

    /** Empty while alerts are told; else the reason. */
    public Optional<String> notReady() {
        if (loop == null || control == null) {
            return Optional.empty();
        }
        return control.failure().or(loop::notReady);
    }

    /** Returns once messages on their way are delivered or failed, and remembered. */
    @Override
    public void close() {
        if (loop != null) {
            loop.close();
        }
        if (control != null) {
            control.close();
        }
    }
}
