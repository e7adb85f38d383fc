package dev.vectide.local.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.access.ApiKeys;
import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.http.PemFiles;
import dev.vectide.core.wire.Json;
import dev.vectide.local.UnavailableException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server with the routes of one role or of all, {@code /livez}, {@code /readyz} and {@code /metrics}.
 *
 * <p>Safe for concurrent use.
 */
public final class LocalServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);

    private final Javalin server;
    private final @Nullable TlsConnector tls;

    private LocalServer(Javalin server, @Nullable TlsConnector tls) {
        this.server = server;
        this.tls = tls;
    }

    /** Routes of one role, which it adds to a server. */
    public interface Routes {
        void register(JavalinConfig config);
    }

    /**
     * What the server tells of the process; each is empty when all is well, else the reason.
     *
     * @param notReady whether requests had better go elsewhere
     * @param notAlive whether only a new process would mend it
     */
    public record State(Supplier<Optional<String>> notReady, Supplier<Optional<String>> notAlive) {
        /** For a process that mends itself, or says what its user must do. */
        public static State of(Supplier<Optional<String>> notReady) {
            return new State(notReady, Optional::empty);
        }
    }

    /**
     * Said before anything is started, not after everything was.
     *
     * @throws ConfigException if the host is not a loopback address while there are no keys, or certificate and key of TLS
     *     cannot be used
     * @throws UnavailableException if the port is taken
     */
    public static void check(VectideConfig config) {
        VectideConfig.Http settings = config.http();
        if (settings.tls().isOn()) {
            PemFiles.identity(settings.tls().certificate(), settings.tls().key());
        }
        try (ServerSocket socket = new ServerSocket()) {
            InetAddress host = InetAddress.getByName(settings.host());
            if (!host.isLoopbackAddress()) {
                if (config.security().apiKeys().isEmpty()) {
                    throw new ConfigException(
                            "settings",
                            "http.host",
                            settings.host(),
                            "expected a loopback address such as 127.0.0.1 while there are no API keys (security.keys)");
                }
                if (!settings.tls().isOn()) {
                    LOG.warn("{} is reached without TLS (http.tls): keys and texts can be read on the way", settings.host());
                }
            }
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, settings.port()));
        } catch (IOException e) {
            throw new UnavailableException("http.port: " + settings.port() + " on " + settings.host()
                    + " cannot be used (" + e.getMessage() + "); choose another with --port");
        }
    }

    /**
     * @param keys that open the doors; with none, everything is open
     * @param roles add their routes
     * @param drain how long {@link #close} waits for requests that are being answered
     */
    public static LocalServer start(
            VectideConfig settings,
            ApiKeys keys,
            List<Routes> roles,
            State state,
            PrometheusMeterRegistry registry,
            Duration drain) {
        Gauge.builder("vectide.process.ready", state, now -> now.notReady.get().isEmpty() ? 1 : 0).register(registry);
        HeapGauge.register(registry);
        VectideConfig.Http http = settings.http();
        @Nullable TlsConnector tls = http.tls().isOn() ? new TlsConnector(http) : null;
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.maxRequestSize = http.maxBody().bytes();
            config.jetty.modifyHttpConfiguration(jetty -> {
                jetty.setRequestHeaderSize((int) http.maxHeader().bytes());
                jetty.setSendServerVersion(false);
            });
            if (tls != null) {
                config.jetty.addConnector(tls::connect);
            }
            new Doorkeeper(settings, keys, registry).register(config);
            roles.forEach(role -> role.register(config));
            if (!drain.isZero()) {
                config.jetty.modifyServer(jetty -> {
                    jetty.setHandler(new GracefulHandler());
                    jetty.setStopTimeout(drain.toMillis());
                });
            }
            config.routes.get("/livez", context -> tell(context, "alive", state.notAlive.get()));
            config.routes.get("/readyz", context -> tell(context, "ready", state.notReady.get()));
            config.routes.get("/metrics", context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                    .result(registry.scrape()));
            config.routes.exception(HttpResponseException.class, LocalServer::refused);
            config.routes.exception(Exception.class, LocalServer::failed);
        });
        return new LocalServer(tls == null ? server.start(http.host(), http.port()) : server.start(), tls);
    }

    /** Where the server of these settings is reached, at {@link #port}. */
    public URI address(VectideConfig.Http settings) {
        return URI.create((settings.tls().isOn() ? "https://" : "http://") + settings.host() + ":" + port() + "/");
    }

    /** Method and path of every route, as registered. */
    public List<String> routes() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(route -> route.endpoint.method.name() + " " + route.endpoint.path)
                .filter(route -> !route.startsWith("BEFORE") && !route.startsWith("AFTER"))
                .toList();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        if (tls != null) {
            tls.close();
        }
    }

    /** Everybody may know whether, and only who may read everything, why not. */
    private static void tell(Context context, String well, Optional<String> reason) {
        if (reason.isPresent()) {
            String told = Doorkeeper.isTrusted(context) ? reason.get() : "not " + well;
            problem(context, HttpStatus.SERVICE_UNAVAILABLE, told);
        } else {
            context.result(well);
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
        ObjectNode body = Refusals.problem(status, detail);
        context.status(status).contentType("application/problem+json").result(Json.write(body));
    }
}
