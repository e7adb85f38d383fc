package dev.vectide.local;

import dev.vectide.core.access.ApiKey;
import dev.vectide.core.access.StreamPattern;
import dev.vectide.core.access.Verb;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.http.Outgoing;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;

/** A key of the process itself, made when it starts and known to nobody else: with it, it asks through its own doors. */
record InnerKey(String secret) {
    private static final String NAME = "this process";

    static InnerKey generate() {
        return new InnerKey(ApiKey.generate(new SecureRandom()));
    }

    ApiKey key() {
        return new ApiKey(
                NAME, ApiKey.hash(secret), List.of(new StreamPattern("*")), EnumSet.allOf(Verb.class), 0);
    }

    Outgoing outgoing(VectideConfig config) {
        return Outgoing.toItself(secret, config.http());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "InnerKey";
    }
}
