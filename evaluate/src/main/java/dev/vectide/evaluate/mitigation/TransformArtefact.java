package dev.vectide.evaluate.mitigation;

import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.space.Space;

/**
 * A transform with the space it was fitted in.
 *
 * @param source that space's fingerprint
 * @param transform fitted on vectors of it
 */
public record TransformArtefact(Fingerprint source, Transform transform) {
    /** As bytes, in the layout of {@link dev.vectide.core.transform.VectorMapFile}. */
    public byte[] toBytes() {
        return TransformCodec.write(this);
    }

    /** @throws IllegalArgumentException if they are damaged, of a newer version or no artefact; the message says which */
    public static TransformArtefact fromBytes(byte[] bytes) {
        return TransformCodec.read(bytes);
    }

    /** The space of its output; refuses another source than the one it was fitted in. */
    public Space on(Space space) {
        if (!space.fingerprint().equals(source)) {
            throw new IllegalArgumentException(transform.name() + " was fitted in the space with fingerprint "
                    + source.short8() + "…, not in " + space.qualifiedName());
        }
        return DerivedSpace.of(space, transform);
    }
}
