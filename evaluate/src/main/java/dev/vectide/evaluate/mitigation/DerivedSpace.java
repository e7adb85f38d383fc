package dev.vectide.evaluate.mitigation;

import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.space.Space;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The space that a transform makes of another. Its fingerprint is the SHA-256 of {@code vectide-derived-space-1}, the source
 * space's fingerprint and the transform's, each in its 32 bytes.
 *
 * @param name its source's, a full stop and the transform's name
 * @param source fingerprint of the space that the transform was fitted in
 * @param transform the transform's own fingerprint
 * @param dimension length of a vector, whose norm is 1
 */
public record DerivedSpace(String name, Fingerprint source, Fingerprint transform, int dimension) {
    /** @throws IllegalArgumentException if the transform is of another dimension than the space */
    public static DerivedSpace of(Space source, Transform transform) {
        if (source.dimension() != transform.dimension()) {
            throw new IllegalArgumentException(transform.name() + " of dimension " + transform.dimension() + " in space "
                    + source.name() + " of dimension " + source.dimension());
        }
        String name = source.name() + "." + transform.name().replace(' ', '-');
        return new DerivedSpace(name, source.fingerprint(), transform.fingerprint(), transform.dimension());
    }

    public Fingerprint fingerprint() {
        MessageDigest digest = TransformCodec.sha256();
        digest.update("vectide-derived-space-1".getBytes(StandardCharsets.US_ASCII));
        digest.update(source.toBytes());
        digest.update(transform.toBytes());
        return Fingerprint.of(digest.digest());
    }

    /** {@code name-fp8}, as topics and collections carry a space's. */
    public String qualifiedName() {
        return name + "-" + fingerprint().short8();
    }
}
