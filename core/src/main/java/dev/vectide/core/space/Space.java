package dev.vectide.core.space;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * One vector space under an immutable name.
 *
 * @param name {@code [a-z0-9][a-z0-9.-]*}
 * @param modelSha256 hash of the source model's bytes, hexadecimal
 * @param tokenizerSha256 hash of the tokenizer's bytes, hexadecimal
 * @param pooling how token vectors become one
 * @param queryPrefix put before a query
 * @param documentPrefix put before a document
 * @param maxTokens longest input, special tokens included
 * @param dimension length of a vector
 * @param normalised whether vectors have Euclidean norm 1
 * @param precision class of arithmetic
 */
public record Space(
        String name,
        String modelSha256,
        String tokenizerSha256,
        Pooling pooling,
        String queryPrefix,
        String documentPrefix,
        int maxTokens,
        int dimension,
        boolean normalised,
        Precision precision) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

    public Space {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("space name '" + name + "': expected " + NAME);
        }
        if (maxTokens < 3) {
            throw new IllegalArgumentException("space " + name + ": maxTokens " + maxTokens + " leaves no room for text");
        }
        if (dimension < 1) {
            throw new IllegalArgumentException("space " + name + ": dimension " + dimension);
        }
    }

    /** Hash over everything but the name, each field behind its length so that no two spaces share a byte string. */
    public Fingerprint fingerprint() {
        MessageDigest digest = sha256();
        for (String field : new String[] {
            "vectide-space-1",
            modelSha256,
            tokenizerSha256,
            pooling.name(),
            queryPrefix,
            documentPrefix,
            Integer.toString(maxTokens),
            Integer.toString(dimension),
            Boolean.toString(normalised),
            precision.name()
        }) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return Fingerprint.of(digest.digest());
    }

    /** {@code name-fp8}, as topics and collections carry it. */
    public String qualifiedName() {
        return name + "-" + fingerprint().short8();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
