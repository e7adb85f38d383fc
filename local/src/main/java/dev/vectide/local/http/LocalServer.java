package dev.vectide.local.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.wire.Json;
import dev.vectide.local.http.page.PageRoutes;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server with the routes of all roles, the page, {@code /livez}, {@code /readyz} and {@code /metrics}.
 *
 * <p>Safe for concurrent use.
 */
public final class LocalServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);

    private final Javalin server;

    private LocalServer(Javalin server) {
        this.server = server;
    }

    /**
     * @param roles add their routes
     * @param notReady empty when everything is ready, else the reason
     */
    public static LocalServer start(
            VectideConfig.Http settings,
            List<Consumer<JavalinConfig>> roles,
            Supplier<Optional<String>> notReady,
            PrometheusMeterRegistry registry) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.maxRequestSize = settings.maxBody().bytes();
            roles.forEach(role -> role.accept(config));
            new PageRoutes().register(config);
            config.routes.get("/livez", context -> context.result("alive"));
            config.routes.get("/readyz", context -> ready(context, notReady.get()));
            config.routes.get("/metrics", context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                    .result(registry.scrape()));
            config.routes.exception(HttpResponseException.class, LocalServer::refused);
            config.routes.exception(Exception.class, LocalServer::failed);
        });
        return new LocalServer(server.start(settings.host(), settings.port()));
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void ready(Context context, Optional<String> reason) {
        if (reason.isPresent()) {
            problem(context, HttpStatus.SERVICE_UNAVAILABLE, reason.get());
        } else {
            context.result("ready");
        }
    }

    private static void refused(HttpResponseException refusal, Context context) {
        problem(context, HttpStatus.forStatus(refusal.getStatus()), refusal.getMessage());
    }

    private static void failed(Exception failure, Context context) {
        LOG.error("{} {} failed", context.method(), context.path(), failure);
        problem(context, HttpStatus.INTERNAL_SERVER_ERROR, "an error of Vectide's own; its log says more");
    }

    private static void problem(Context context, HttpStatus status, @Nullable String detail) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", status.getMessage())
                .put("status", status.getCode())
                .put("detail", detail);
        context.status(status).contentType("application/problem+json").result(Json.write(body));
    }
}
