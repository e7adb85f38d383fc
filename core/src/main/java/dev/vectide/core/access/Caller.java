package dev.vectide.core.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what they may. The server puts one beside each request, as attribute {@link #ATTRIBUTE}, before any route
 * answers; a route that learns of streams otherwise than from its path asks it about each.
 *
 * <p>Safe for concurrent use.
 */
public final class Caller {
    /** Where a request has its caller. */
    public static final String ATTRIBUTE = "vectide.caller";

    /** May everything, without bounds: of a server that has neither keys nor quotas. */
    public static final Caller ANYONE = new Caller(null, true, new Quotas(List.of(), () -> 0));

    private final @Nullable ApiKey key;
    private final boolean open;
    private final Quotas quotas;

    private Caller(@Nullable ApiKey key, boolean open, Quotas quotas) {
        this.key = key;
        this.open = open;
        this.quotas = quotas;
    }

    /** The holder of a key. */
    public static Caller of(ApiKey key, Quotas quotas) {
        return new Caller(key, false, quotas);
    }

    /** Whoever asks where there are no keys. */
    public static Caller anyone(Quotas quotas) {
        return new Caller(null, true, quotas);
    }

    /** Somebody without a key where there are keys. */
    public static Caller nobody(Quotas quotas) {
        return new Caller(null, false, quotas);
    }

    /** That of a request; a server that puts none there has no access control, such as one of a test. */
    public static Caller of(@Nullable Object attribute) {
        return attribute instanceof Caller caller ? caller : ANYONE;
    }

    /** Whether a key was needed and not given. */
    public boolean isNobody() {
        return !open && key == null;
    }

    public boolean may(Verb verb, String stream) {
        return open || has(verb) && key != null && key.streams().stream().anyMatch(pattern -> pattern.matches(stream));
    }

    /** Of every stream there is or will be. */
    public boolean mayAll(Verb verb) {
        return open || has(verb) && key != null && key.streams().stream().anyMatch(StreamPattern::isAll);
    }

    /** Of some stream. */
    public boolean mayAny(Verb verb) {
        return open || has(verb);
    }

    /** @throws AccessException if they may not; it tells nothing of the stream, not even whether it exists */
    public void require(Verb verb, String stream) {
        if (!may(verb, stream)) {
            throw AccessException.forbidden(refused(verb) + " stream '" + stream + "'");
        }
    }

    /** @throws AccessException if they may not */
    public void requireAll(Verb verb) {
        if (!mayAll(verb)) {
            throw AccessException.forbidden(refused(verb) + " all streams, which this takes");
        }
    }

    /** @throws AccessException if they may not */
    public void requireAny(Verb verb) {
        if (!mayAny(verb)) {
            throw AccessException.forbidden(refused(verb) + " any stream");
        }
    }

    /** @throws AccessException if the stream has had more than its share */
    public void spend(String stream, Quotas.Kind kind, long amount) {
        quotas.spend(stream, kind, amount);
    }

    /**
     * Of a door that knows no stream.
     *
     * @throws AccessException if the key has had more than its share
     */
    public void spendTexts(long texts) {
        if (key != null) {
            quotas.spend(key, texts);
        }
    }

    private boolean has(Verb verb) {
        return key != null && key.verbs().contains(verb);
    }

    private String refused(Verb verb) {
        return "key '" + (key == null ? "" : key.name()) + "' has no " + verb.word() + " of";
    }
}
