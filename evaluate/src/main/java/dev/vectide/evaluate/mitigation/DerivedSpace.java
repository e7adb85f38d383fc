package dev.vectide.evaluate.mitigation;

import dev.vectide.core.space.Space;

/** The space that a transform makes of another. */
final class DerivedSpace {
    private DerivedSpace() {}

    /**
     * Called after its source, a full stop and the transform's name.
     *
     * @throws IllegalArgumentException if the transform is of another dimension than the space, or the space's vectors are not
     *     normalised
     */
    static Space of(Space source, Transform transform) {
        if (source.dimension() != transform.dimension()) {
            throw new IllegalArgumentException(transform.name() + " of dimension " + transform.dimension() + " in space "
                    + source.name() + " of dimension " + source.dimension());
        }
        return source.transformedBy(source.name() + "." + transform.name().replace(' ', '-'), transform.fingerprint());
    }
}
