package dev.vectide.local.cli;

import dev.vectide.core.http.Outgoing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the running system is, and with which key it is asked. */
final class ServerOptions {
    private static final String USUAL = "http://127.0.0.1:8080";

    private final Map<String, String> environment;

    @Option(
            names = "--url",
            description = "The running system; else the variable VECTIDE_URL, else " + USUAL + ".")
    private @Nullable String url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Holds the API key; else the variable VECTIDE_API_KEY does. A key is never given on the command "
                    + "line, where others could see it.")
    private @Nullable Path keyFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates in PEM to trust beside Java's own, for https; else the variable VECTIDE_CA names it.")
    private @Nullable String ca;

    ServerOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    private Outgoing outgoing() {
        String trusted = ca == null ? environment.getOrDefault("VECTIDE_CA", "") : ca;
        return Outgoing.of(key(), ca == null ? "VECTIDE_CA" : "--ca", trusted);
    }

    private String key() {
        try {
            String key = keyFile == null ? environment.getOrDefault("VECTIDE_API_KEY", "") : Files.readString(keyFile);
            if (key.strip().chars().allMatch(c -> c > ' ' && c < 127)) {
                return key.strip();
            }
        } catch (IOException e) {
            throw CommandException.usage("--key-file: " + keyFile + " cannot be read: " + e);
        }
        throw CommandException.usage(
                (keyFile == null ? "VECTIDE_API_KEY" : "--key-file") + ": expected a key of visible ASCII characters");
    }

    Api api() {
        String given = url == null ? environment.getOrDefault("VECTIDE_URL", USUAL) : url;
        String from = url == null ? "VECTIDE_URL" : "--url";
        try {
            URI uri = URI.create(given.endsWith("/") ? given : given + "/");
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return new Api(uri, outgoing());
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw CommandException.usage(from + ": '" + given + "', expected an address such as " + USUAL);
    }
}
