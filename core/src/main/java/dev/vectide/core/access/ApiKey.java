package dev.vectide.core.access;

import dev.vectide.core.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A key as it is kept: by its SHA-256, never itself. That is enough for 256 random bits, which nobody can guess: a slow or
 * salted hash protects what people choose.
 *
 * @param name of its holder, for logs and settings
 * @param sha256 of the key's characters, 64 hexadecimal digits in lower case
 * @param texts a second that it may have encoded at {@code /v1/embeddings}; 0 for as many as there is room for
 */
public record ApiKey(String name, String sha256, List<StreamPattern> streams, Set<Verb> verbs, double texts) {
    /** Tells what it is where it is found. */
    public static final String PREFIX = "vectide_";

    private static final int BYTES = 32;

    public ApiKey {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("key '" + name + "': expected a SHA-256, 64 hexadecimal digits");
        }
        if (streams.isEmpty() || verbs.isEmpty()) {
            throw new IllegalArgumentException("key '" + name + "': expected one stream and one verb at the least");
        }
        streams = List.copyOf(streams);
        verbs = Set.copyOf(verbs);
    }

    /** A new key: 256 bits of {@code random} behind {@link #PREFIX}. */
    public static String generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is kept of a key. */
    public static String hash(String key) {
        return HexFormat.of().formatHex(Sha256.of(key.getBytes(StandardCharsets.UTF_8)));
    }
}
