package dev.vectide.core.http;

import dev.vectide.core.config.VectideConfig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How one process asks another over HTTP: with a key, and trusting certificates of its own beside the JDK's. The name in the
 * other's certificate is always checked. A key goes only where the caller sends it; no redirect is followed.
 *
 * <p>Safe for concurrent use.
 */
public final class Outgoing {
    /** Without a key, and with the JDK's trust alone. */
    public static final Outgoing PLAIN = new Outgoing("", null, "http");

    private final String key;
    /** Null for the JDK's own trust. */
    private final TrustManager @Nullable [] trust;

    private final String scheme;

    private Outgoing(String key, TrustManager @Nullable [] trust, String scheme) {
        this.key = key;
        this.trust = trust;
        this.scheme = scheme;
    }

    /**
     * @param key sent as a Bearer token; empty for none
     * @param trust file of certificates in PEM; empty for none
     * @throws dev.vectide.core.config.ConfigException if there is no such file
     */
    public static Outgoing of(String key, String setting, String trust) {
        return new Outgoing(key, trust(setting, trust), "http");
    }

    /** Of a process of the system, which asks others that have the same settings. */
    public static Outgoing of(VectideConfig config) {
        return new Outgoing(
                config.security().ownKey(), trust("security.trust", config.security().trust()), scheme(config.http()));
    }

    /** Of a process that asks at its own door: it trusts the certificate that it shows there, and nothing else. */
    public static Outgoing toItself(String key, VectideConfig.Http http) {
        return new Outgoing(
                key,
                http.tls().isOn()
                        ? new TrustManager[] {new PinnedTrust("http.tls.certificate", http.tls().certificate())}
                        : null,
                scheme(http));
    }

    private static String scheme(VectideConfig.Http http) {
        return http.tls().isOn() ? "https" : "http";
    }

    /** {@code https} where the processes of the system speak TLS, else {@code http}. */
    public String scheme() {
        return scheme;
    }

    /** For HTTP/1.1. */
    public HttpClient.Builder client() {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        return trust == null ? builder : builder.sslContext(context(trust));
    }

    /** With the key, where there is one. */
    public HttpRequest.Builder signed(HttpRequest.Builder request) {
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private static SSLContext context(TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** The JDK's own and those of a file. */
    private static TrustManager @Nullable [] trust(String setting, String file) {
        if (file.isEmpty()) {
            return null;
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int name = 0;
            for (X509Certificate usual : usual()) {
                store.setCertificateEntry("usual-" + name++, usual);
            }
            for (Certificate own : PemFiles.certificates(setting, file)) {
                store.setCertificateEntry("own-" + name++, own);
            }
            return managers(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates cannot be trusted: " + e.getMessage(), e);
        }
    }

    /** Those that the JDK trusts. */
    private static List<X509Certificate> usual() throws GeneralSecurityException {
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager x509) {
                return List.of(x509.getAcceptedIssuers());
            }
        }
        return List.of();
    }

    private static TrustManager[] managers(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
