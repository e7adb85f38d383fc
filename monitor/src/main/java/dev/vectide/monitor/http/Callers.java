package dev.vectide.monitor.http;

import dev.vectide.core.access.Caller;
import io.javalin.http.Context;

/** Who asks, as the server has put it beside the request. */
final class Callers {
    private Callers() {}

    static Caller of(Context context) {
        return Caller.of(context.attribute(Caller.ATTRIBUTE));
    }
}
