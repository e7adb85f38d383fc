package dev.vectide.indexer.http;

import dev.vectide.core.access.Caller;
import dev.vectide.core.access.Quotas;
import io.javalin.http.Context;

/** Who asks, as the server has put it beside the request. */
final class Callers {
    private Callers() {}

    static Caller of(Context context) {
        return Caller.of(context.attribute(Caller.ATTRIBUTE));
    }

    /** @throws dev.vectide.core.access.AccessException if the stream has had more than its share */
    static void spend(Context context, String stream, Quotas.Kind kind, long amount) {
        of(context).spend(stream, kind, amount);
    }
}
