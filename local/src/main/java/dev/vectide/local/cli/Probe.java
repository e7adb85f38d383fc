package dev.vectide.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Asks one address and ends with 0 if it answers with 2xx, else with 1 and the reason on stderr: the health check of an image
 * that has neither shell nor curl. A program of its own, as it runs often and has to start fast.
 */
public final class Probe {
    private static final int PATIENCE_MS = 4000;

    private Probe() {}

    /** @param arguments the address */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("expected one address, such as http://127.0.0.1:8080/readyz");
            System.exit(ExitCode.USAGE);
        }
        String fault = fault(arguments[0]);
        if (!fault.isEmpty()) {
            System.err.println(fault);
            System.exit(ExitCode.FAILED);
        }
    }

    /** Empty if the address answers with 2xx. */
    static String fault(String address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            int status = connection.getResponseCode();
            if (status / 100 == 2) {
                return "";
            }
            try (var body = connection.getErrorStream()) {
                return address + " answers " + status + (body == null ? "" : ": " + new String(body.readAllBytes(), UTF_8));
            }
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            return address + " does not answer: " + e;
        }
    }
}
