package dev.vectide.local.http;

import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.http.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS in front of the server, and nothing else on its port. Certificate and key are looked at every few seconds, and new ones
 * hold for new connections; where they cannot be used, the old ones go on, and the log says why.
 *
 * <p>Safe for concurrent use; one thread looks.
 */
final class TlsConnector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsConnector.class);
    private static final long GLANCE_S = 5;

    private final VectideConfig.Http settings;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "tls-files");
        thread.setDaemon(true);
        return thread;
    });
    private List<FileTime> seen;

    /** @throws ConfigException if certificate or key cannot be used */
    TlsConnector(VectideConfig.Http settings) {
        this.settings = settings;
        this.seen = times();
        factory.setKeyStore(PemFiles.identity(settings.tls().certificate(), settings.tls().key()));
        factory.setKeyStorePassword("");
        factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        watch.scheduleWithFixedDelay(this::glance, GLANCE_S, GLANCE_S, TimeUnit.SECONDS);
    }

    Connector connect(Server server, HttpConfiguration configuration) {
        SecureRequestCustomizer names = configuration.getCustomizer(SecureRequestCustomizer.class);
        if (names == null) {
            // Jetty would add one of its own when it starts.
            names = new SecureRequestCustomizer();
            configuration.addCustomizer(names);
        }
        // Which name it is asked by is the client's to check; there is one certificate here.
        names.setSniHostCheck(false);
        ServerConnector connector = new ServerConnector(
                server, new SslConnectionFactory(factory, "http/1.1"), new HttpConnectionFactory(configuration));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        return connector;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private void glance() {
        try {
            List<FileTime> now = times();
            if (!now.equals(seen)) {
                var identity = PemFiles.identity(settings.tls().certificate(), settings.tls().key());
                factory.reload(same -> factory.setKeyStore(identity));
                seen = now;
                LOG.info("{} was read again", settings.tls().certificate());
            }
        } catch (Exception e) {
            // Half of a pair may be new: looked at again.
            LOG.warn("the old certificate goes on, as the new one cannot be used: {}", e.getMessage());
        }
    }

    private List<FileTime> times() {
        return List.of(time("certificate", settings.tls().certificate()), time("key", settings.tls().key()));
    }

    private static FileTime time(String name, String file) {
        try {
            return Files.getLastModifiedTime(Path.of(file));
        } catch (IOException e) {
            throw new ConfigException("settings", "http.tls." + name, file, "cannot be read: " + e);
        }
    }
}
