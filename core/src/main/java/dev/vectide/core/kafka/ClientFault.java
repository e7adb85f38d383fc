package dev.vectide.core.kafka;

import dev.vectide.core.config.ConfigException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * What Kafka, or its clients, refuse of {@code kafka.client}, as a sentence for who wrote that: no waiting mends it. Of {@code
 * sasl.jaas.config} no word is told, as a part of it is a password.
 */
public final class ClientFault {
    private ClientFault() {}

    /** Of a client that could not be made. */
    public static ConfigException unusable(RuntimeException failure) {
        List<String> why = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String said = said(cause);
            if (said.contains("JAAS")) {
                return fault("sasl.jaas.config cannot be read; expected LoginModule required key=\"value\" …;");
            }
            if (why.stream().noneMatch(before -> before.contains(said))) {
                why.add(said);
            }
        }
        if (why.size() > 1) {
            why.remove(0); // That a client was not made, which is no news here.
        }
        return fault("Kafka's clients cannot use it: " + String.join(": ", why));
    }

    /** Of a request that failed; empty if that is no fault of the settings. */
    public static Optional<ConfigException> refused(String bootstrap, Throwable failure) {
        return refused(bootstrap, String.valueOf(failure.getMessage()), failure);
    }

    /** @param why the request failed, in more words than Kafka has */
    static Optional<ConfigException> refused(String bootstrap, String why, Throwable failure) {
        String kafka = "Kafka at kafka.bootstrap = " + bootstrap;
        if (failure instanceof SslAuthenticationException) {
            return Optional.of(fault("no TLS with " + kafka + ", see ssl.*: " + deepest(failure)));
        }
        if (failure instanceof AuthenticationException) {
            return Optional.of(fault(kafka + " does not let this user in, see sasl.*: " + failure.getMessage()));
        }
        return failure instanceof AuthorizationException
                ? Optional.of(fault(kafka + " does not allow this user what Vectide needs: " + why))
                : Optional.empty();
    }

    private static ConfigException fault(String what) {
        return new ConfigException("settings", "kafka.client", null, what);
    }

    /** Such as that no path leads to a trusted certificate, where those above say that a handshake failed. */
    private static String deepest(Throwable failure) {
        String said = said(failure);
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            said = said(cause);
        }
        return said;
    }

    private static String said(Throwable cause) {
        return cause.getMessage() == null || cause instanceof FileSystemException ? cause.toString() : cause.getMessage();
    }
}
