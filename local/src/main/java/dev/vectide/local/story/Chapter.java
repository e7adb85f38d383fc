package dev.vectide.local.story;

/** A part of the story, in the order in which they are told. */
public enum Chapter {
    /** The monitors gather what is normal. */
    WARM_UP,
    /** Normal traffic that the monitors judge: nothing may be raised. */
    CALM,
    /** A category never seen is among the traffic. */
    NOVELTY,
    NOVELTY_OVER,
    /** The proportions of the known categories are others. */
    DRIFT,
    DRIFT_OVER,
    /** The encoder is damaged. */
    COLLAPSE,
    COLLAPSE_OVER
}
