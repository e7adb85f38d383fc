package dev.vectide.indexer.http;

import io.javalin.http.Context;
import java.util.List;

/** Query parameters, which are refused by name where a route has no use for them. */
final class QueryParameters {
    static final String TIMEOUT = "timeout";
    static final String WAIT = "wait";
    static final String PARTIAL = "allow_partial";
    private static final List<String> UNSUPPORTED = List.of("consistency", "ordering", "shard_key");

    private QueryParameters() {}

    static void only(Context context, String... known) {
        for (String name : context.queryParamMap().keySet()) {
            if (UNSUPPORTED.contains(name)) {
                throw QdrantError.badRequest("query parameter " + name + ": unsupported");
            }
            if (!List.of(known).contains(name)) {
                throw QdrantError.badRequest("query parameter " + name + ": unknown"
                        + (known.length == 0 ? "" : "; expected " + String.join(", ", known)));
            }
        }
    }

    /** {@code ?wait=true}. */
    static boolean wait(Context context) {
        String wait = context.queryParam(WAIT);
        return wait != null && flag(WAIT, wait);
    }

    static boolean flag(String name, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw QdrantError.badRequest(
                    "query parameter " + name + " '" + value + "': expected true or false");
        };
    }
}
