package dev.vectide.bench.load;

/**
 * How many events were through when the newest of them came. Events come in slices of hundreds, so a rate is measured from one
 * arrival to another and not from one glance to another.
 *
 * @param nanos of {@link System#nanoTime}
 */
record Arrived(long events, long nanos) {
    Arrived plus(long more) {
        return more == 0 ? this : new Arrived(events + more, System.nanoTime());
    }

    double perSecond(Arrived before) {
        return (events - before.events) * 1e9 / (nanos - before.nanos);
    }
}
