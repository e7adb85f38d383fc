package dev.vectide.local.cli;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the running system is. */
final class ServerOptions {
    private static final String USUAL = "http://127.0.0.1:8080";

    private final Map<String, String> environment;

    @Option(
            names = "--url",
            description = "The running system; else the variable VECTIDE_URL, else " + USUAL + ".")
    private @Nullable String url;

    ServerOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    Api api() {
        String given = url == null ? environment.getOrDefault("VECTIDE_URL", USUAL) : url;
        String from = url == null ? "VECTIDE_URL" : "--url";
        try {
            URI uri = URI.create(given.endsWith("/") ? given : given + "/");
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return new Api(uri);
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw CommandException.usage(from + ": '" + given + "', expected an address such as " + USUAL);
    }
}
