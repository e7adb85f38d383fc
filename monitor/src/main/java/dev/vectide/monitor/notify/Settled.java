package dev.vectide.monitor.notify;

import java.util.List;

/** What people have settled about alerts. */
public record Settled(List<Silence> silences, List<Acknowledgement> acknowledgements) {
    public static final Settled NOTHING = new Settled(List.of(), List.of());

    public Settled {
        silences = List.copyOf(silences);
        acknowledgements = List.copyOf(acknowledgements);
    }
}
