package dev.vectide.monitor.collapse;

import dev.vectide.monitor.stats.Moments;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Spectrum;
import java.util.HashMap;
import java.util.Map;

/** The stream's first vectors: gathered, then pinned. Its spectra, which do not change any more, are kept. */
final class CollapseReference {
    final CollapsePane content;
    private final Map<Integer, Spectrum> spectra = new HashMap<>();

    CollapseReference(CollapsePane content) {
        this.content = content;
    }

    Moments moments() {
        return content.moments;
    }

    /** Spectrum of {@code n} vectors of the sample, which must hold as many. */
    Spectrum spectrum(int n) {
        return spectra.computeIfAbsent(n, size -> of(content, size));
    }

    boolean holds(int n) {
        return content.sample.size() >= n;
    }

    static Spectrum of(CollapsePane pane, int n) {
        return Spectrum.of(pane.sample.first(n).stream().map(Sample.Item::unit).toList());
    }
}
