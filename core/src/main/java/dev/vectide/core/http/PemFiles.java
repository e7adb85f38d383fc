package dev.vectide.core.http;

import dev.vectide.core.config.ConfigException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM (RFC 7468) as the key stores that the JDK wants. Nothing of a key is ever told. */
public final class PemFiles {
    /** Of the stores, which never leave the process; the JDK wants one. */
    private static final char[] NO_PASSWORD = {};

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (.*?)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END .*?PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemFiles() {}

    /**
     * Of a server.
     *
     * @throws ConfigException if a file cannot be used, or they do not belong together
     */
    public static KeyStore identity(String certificate, String key) {
        List<Certificate> chain = certificates("http.tls.certificate", certificate);
        PrivateKey secret = privateKey("http.tls.key", key);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("server", secret, NO_PASSWORD, chain.toArray(Certificate[]::new));
            if (!belong(secret, chain.get(0))) {
                throw refused("http.tls.key", key, "expected the key of the first certificate in " + certificate);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw refused("http.tls.key", key, "cannot be used: " + e.getMessage());
        }
    }

    /** Whether what the key signs, the certificate vouches for. */
    private static boolean belong(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        byte[] probe = "vectide".getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                });
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(probe);
        return signature.verify(signed);
    }

    /** @throws ConfigException if the file has none, or cannot be read */
    public static List<Certificate> certificates(String setting, String file) {
        try {
            byte[] pem = read(setting, file).getBytes(StandardCharsets.US_ASCII);
            List<Certificate> all = List.copyOf(
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)));
            if (!all.isEmpty()) {
                return all;
            }
        } catch (GeneralSecurityException e) {
            // Told below.
        }
        throw refused(setting, file, "expected certificates in PEM");
    }

    private static PrivateKey privateKey(String setting, String file) {
        Matcher found = KEY.matcher(read(setting, file));
        if (!found.find() || !found.group(1).isEmpty()) {
            throw refused(
                    setting, file, "expected a private key in PEM (PKCS#8, BEGIN PRIVATE KEY), without a password");
        }
        try {
            PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(2)));
            return ALGORITHMS.stream()
                    .map(algorithm -> decoded(algorithm, spec))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow(() -> refused(setting, file, "expected a key of " + String.join(", ", ALGORITHMS)));
        } catch (IllegalArgumentException e) {
            throw refused(setting, file, "the private key is damaged");
        }
    }

    private static Optional<PrivateKey> decoded(String algorithm, PKCS8EncodedKeySpec spec) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static String read(String setting, String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw refused(setting, file, "cannot be read: " + e);
        }
    }

    private static ConfigException refused(String setting, String file, String expected) {
        return new ConfigException("settings", setting, file, expected);
    }
}
