package dev.vectide.core.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys that open the doors; with none, everything is open. */
public record ApiKeys(List<ApiKey> all) {
    public ApiKeys {
        all = List.copyOf(all);
        if (all.stream().map(ApiKey::sha256).distinct().count() < all.size()
                || all.stream().map(ApiKey::name).distinct().count() < all.size()) {
            throw new IllegalArgumentException("expected each key and each name once");
        }
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** The same with another key beside them; none where there are none, as everything is open then. */
    public ApiKeys with(ApiKey other) {
        return isEmpty() ? this : new ApiKeys(Stream.concat(all.stream(), Stream.of(other)).toList());
    }

    /** Compares with every one of them, in the same time whether and wherever it is among them. */
    public Optional<ApiKey> find(String presented) {
        byte[] hash = bytes(ApiKey.hash(presented));
        Optional<ApiKey> found = Optional.empty();
        for (ApiKey key : all) {
            if (MessageDigest.isEqual(hash, bytes(key.sha256()))) {
                found = Optional.of(key);
            }
        }
        return found;
    }

    private static byte[] bytes(String hexadecimal) {
        return hexadecimal.getBytes(StandardCharsets.US_ASCII);
    }
}
