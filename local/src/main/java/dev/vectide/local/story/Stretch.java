package dev.vectide.local.story;

/**
 * A chapter's place in the traffic.
 *
 * @param first number of its first event
 * @param end number after its last
 */
public record Stretch(Chapter chapter, Mix mix, long first, long end) {
    public long events() {
        return end - first;
    }
}
