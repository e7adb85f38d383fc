package dev.vectide.core.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** {@code http://host:port,http://host:port}: the web addresses of several that do the same. */
final class WebAddresses {
    private WebAddresses() {}

    /** Each ends with a slash, so that paths can be resolved against it. */
    static List<URI> parse(String name, String addresses) {
        List<URI> parsed = new ArrayList<>();
        for (String address : addresses.isBlank() ? new String[0] : addresses.split(",", -1)) {
            parsed.add(one(name, addresses, address.strip()));
        }
        return List.copyOf(parsed);
    }

    private static URI one(String name, String all, String address) {
        try {
            URI uri = new URI(address.endsWith("/") ? address : address + "/");
            if (isWeb(uri) && uri.getQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw new SettingFault(name, all, "expected addresses such as http://host:8080, with commas between several");
    }

    /** Whether it is of HTTP, with a host, without user and fragment. */
    static boolean isWeb(URI uri) {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        return http && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
    }
}
