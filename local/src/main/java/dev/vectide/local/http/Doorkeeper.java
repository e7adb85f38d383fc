package dev.vectide.local.http;

import dev.vectide.core.access.AccessException;
import dev.vectide.core.access.ApiKeys;
import dev.vectide.core.access.Caller;
import dev.vectide.core.access.Quotas;
import dev.vectide.core.access.Verb;
import dev.vectide.core.config.VectideConfig;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one place where it is decided who may ask for what: before any route answers, a request has its {@link Caller}, and
 * before the route that fits does, {@link AccessRules} have been asked. A key comes as Bearer token (RFC 6750), or in the header
 * {@code api-key} that Qdrant's clients send.
 *
 * <p>Safe for concurrent use.
 */
final class Doorkeeper {
    private static final String BEARER = "bearer ";

    private final ApiKeys keys;
    private final Quotas quotas;
    private final MeterRegistry registry;

    /** @param keys of the settings, and perhaps some of the process itself */
    Doorkeeper(VectideConfig config, ApiKeys keys, MeterRegistry registry) {
        this.keys = keys;
        this.quotas = new Quotas(
                config.security().quotas().stream().map(VectideConfig.StreamQuota::quota).toList(), System::nanoTime);
        this.registry = registry;
    }

    /** Before any routes are. */
    void register(JavalinConfig config) {
        config.routes.before(this::meet);
        config.routes.beforeMatched(Doorkeeper::admit);
        config.routes.exception(AccessException.class, this::refuse);
    }

    /** Whether the reason of something is told: to everybody where there are no keys, else to who may read everything. */
    static boolean isTrusted(Context context) {
        return Caller.of(context.attribute(Caller.ATTRIBUTE)).mayAll(Verb.READ);
    }

    private void meet(Context context) {
        Caller caller = caller(presented(context));
        context.attribute(Caller.ATTRIBUTE, caller);
        if (caller.isNobody() && !isOpen(context)) {
            throw AccessException.unknownKey(
                    presented(context) == null
                            ? "an API key is needed: Authorization: Bearer KEY"
                            : "this API key is not known here");
        }
    }

    private Caller caller(@Nullable String presented) {
        if (keys.isEmpty()) {
            return Caller.anyone(quotas);
        }
        return Optional.ofNullable(presented)
                .flatMap(keys::find)
                .map(key -> Caller.of(key, quotas))
                .orElseGet(() -> Caller.nobody(quotas));
    }

    private static boolean isOpen(Context context) {
        return AccessRules.isOpen(context.method().name() + " " + context.path());
    }

    private static void admit(Context context) {
        var matched = context.endpoints().matchedHttpEndpoint();
        if (matched == null) {
            return;
        }
        Caller caller = Caller.of(context.attribute(Caller.ATTRIBUTE));
        AccessRules.of(matched.method.name() + " " + matched.path).check(caller, context);
    }

    private static @Nullable String presented(Context context) {
        String authorization = context.header("Authorization");
        if (authorization != null) {
            return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                    ? authorization.substring(BEARER.length()).strip()
                    : "";
        }
        return context.header("api-key");
    }

    private void refuse(AccessException refusal, Context context) {
        AccessException.Spent spent = refusal.spent();
        if (spent == null) {
            Counter.builder("vectide.http.denied")
                    .tag("reason", refusal.reason() == AccessException.Reason.UNKNOWN_KEY ? "key" : "scope")
                    .register(registry)
                    .increment();
        } else {
            Counter.builder("vectide.http.over.quota")
                    .tag("stream", spent.stream() == null ? "" : spent.stream())
                    .tag("reason", spent.kind().word())
                    .register(registry)
                    .increment();
        }
        Refusals.answer(refusal, context);
    }
}
