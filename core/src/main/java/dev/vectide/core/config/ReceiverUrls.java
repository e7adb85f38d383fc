package dev.vectide.core.config;

import dev.vectide.core.hash.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Addresses of those who are told of alerts. They may hold a token, so no message and no log shows them whole. */
public final class ReceiverUrls {
    /** Before a secret that is written in base64, as Standard Webhooks has it. */
    public static final String BASE64 = "whsec_";

    private static final int SHORTEST_SECRET = 16;

    private ReceiverUrls() {}

    /** A name for the receiver at {@code url}: the kind, the host and a hash of the address. */
    public static String name(String kind, String url) {
        return kind + "-" + HexFormat.of().formatHex(Sha256.of(url.getBytes(StandardCharsets.UTF_8)), 0, 4);
    }

    /** Scheme, host and port. */
    public static String shown(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    static void check(String name, @Nullable String url) {
        try {
            if (WebAddresses.isWeb(URI.create(url == null ? "" : url))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new SettingFault(name, null, "expected an address such as https://host/path, without user or fragment");
    }

    static void checkSecret(String secret) {
        if (secret.startsWith(BASE64)) {
            try {
                Base64.getDecoder().decode(secret.substring(BASE64.length()));
            } catch (IllegalArgumentException e) {
                throw new SettingFault("secret", null, "expected base64 behind " + BASE64);
            }
        } else if (secret.length() < SHORTEST_SECRET) {
            throw new SettingFault("secret", null, "expected " + SHORTEST_SECRET + " characters or more");
        }
    }

    static void unique(List<VectideConfig.Webhook> webhooks) {
        Set<@Nullable String> names = new HashSet<>();
        for (VectideConfig.Webhook webhook : webhooks) {
            if (!names.add(webhook.name())) {
                throw new SettingFault("webhooks", null, "expected each name once, not " + webhook.name() + " again");
            }
        }
    }
}
