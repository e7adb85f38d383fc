package dev.vectide.core.space;

import dev.vectide.core.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
 * @param image how pictures become its input; null for a space of texts
 * @param transform fingerprint of what is done to the model's normalised vectors, which are normalised again after it; null for
 *     nothing
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
        Precision precision,
        @Nullable ImageContract image,
        @Nullable Fingerprint transform) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

    public Space {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("space name '" + name + "': expected " + NAME);
        }
        if (image == null && maxTokens < 3) {
            throw new IllegalArgumentException("space " + name + ": maxTokens " + maxTokens + " leaves no room for text");
        }
        if (dimension < 1) {
            throw new IllegalArgumentException("space " + name + ": dimension " + dimension);
        }
        if (transform != null && !normalised) {
            throw new IllegalArgumentException("space " + name + ": a transform is of vectors that are normalised");
        }
    }

    /** A space of texts. */
    public Space(
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
        this(
                name,
                modelSha256,
                tokenizerSha256,
                pooling,
                queryPrefix,
                documentPrefix,
                maxTokens,
                dimension,
                normalised,
                precision,
                null,
                null);
    }

    /** The space that a transform of this one's vectors makes, which is to have a name of its own. */
    public Space transformedBy(String derived, Fingerprint by) {
        if (transform != null) {
            throw new IllegalArgumentException("space " + name + " has a transform already");
        }
        return copy(derived, queryPrefix, documentPrefix, by);
    }

    /**
     * Hash over everything but the name, each field behind its length so that no two spaces share a byte string. With a
     * transform it is the SHA-256 of {@code vectide-derived-space-1}, of the fingerprint that there is without it, and of the
     * transform's, each in its 32 bytes.
     */
    public Fingerprint fingerprint() {
        if (transform == null) {
            return ownFingerprint();
        }
        return Fingerprint.of(Sha256.of(
                "vectide-derived-space-1".getBytes(StandardCharsets.US_ASCII),
                ownFingerprint().toBytes(),
                transform.toBytes()));
    }

    private Fingerprint ownFingerprint() {
        MessageDigest digest = Sha256.begin();
        for (String field : fields()) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return Fingerprint.of(digest.digest());
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>(List.of(
                "vectide-space-1",
                modelSha256,
                tokenizerSha256,
                pooling.name(),
                queryPrefix,
                documentPrefix,
                Integer.toString(maxTokens),
                Integer.toString(dimension),
                Boolean.toString(normalised),
                precision.name()));
        if (image != null) {
            fields.addAll(image.fields());
        }
        return fields;
    }

    /** The space of bare texts, queries and documents alike: another space, unless this one has no prefixes. */
    public Space withoutPrefixes() {
        return copy(name, "", "", transform);
    }

    private Space copy(String named, String beforeQueries, String beforeDocuments, @Nullable Fingerprint by) {
        return new Space(
                named,
                modelSha256,
                tokenizerSha256,
                pooling,
                beforeQueries,
                beforeDocuments,
                maxTokens,
                dimension,
                normalised,
                precision,
                image,
                by);
    }

    /** {@code name-fp8}, as topics and collections carry it. */
    public String qualifiedName() {
        return name + "-" + fingerprint().short8();
    }
}
