package dev.vectide.core.access;

/**
 * How much one stream may have a second; 0 for as much as there is room for.
 *
 * @param streams that it holds for, each by itself
 * @param events and points that are sent, and deletes
 * @param bytes of the bodies that bring them
 * @param searches each query of a batch is one
 * @param texts of queries that are encoded
 */
public record Quota(StreamPattern streams, double events, double bytes, double searches, double texts) {
    public Quota {
        for (double rate : new double[] {events, bytes, searches, texts}) {
            if (!(rate >= 0) || Double.isInfinite(rate)) {
                throw new IllegalArgumentException("quota of '" + streams.text() + "': " + rate + ", expected 0 or more");
            }
        }
    }

    double rate(Quotas.Kind kind) {
        return switch (kind) {
            case EVENTS -> events;
            case BYTES -> bytes;
            case SEARCHES -> searches;
            case TEXTS -> texts;
        };
    }
}
