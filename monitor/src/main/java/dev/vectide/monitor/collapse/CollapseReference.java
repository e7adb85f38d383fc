package dev.vectide.monitor.collapse;

import dev.vectide.monitor.nearest.Pairs;
import dev.vectide.monitor.reference.BrokenArtefactException;
import dev.vectide.monitor.stats.Moments;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Spectrum;
import dev.vectide.monitor.stats.StateBytes;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vectors of a stream: gathered, then pinned. Its spectra, which do not change any more, are kept. */
final class CollapseReference {
    /** Vectors of which all pairs are looked at. */
    static final int PAIRED = 1000;

    private static final int NEIGHBOURS = 10;
    private static final int CONTENT = 1;

    final CollapsePane content;
    private final Map<Integer, Spectrum> spectra = new HashMap<>();
    private @Nullable Pairs pairs;

    CollapseReference(CollapsePane content) {
        this.content = content;
    }

    /** What an artefact holds of it: version (1), then moments and sample. */
    byte[] content() {
        return StateBytes.toBytes(out -> {
            out.writeByte(CONTENT);
            content.write(out);
        });
    }

    static CollapseReference of(byte[] content) throws BrokenArtefactException {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
            int version = in.readUnsignedByte();
            if (version != CONTENT) {
                throw new BrokenArtefactException(
                        "a collapse reference of version " + version + ", this program reads version " + CONTENT);
            }
            CollapseReference reference = new CollapseReference(CollapsePane.read(in));
            if (in.available() > 0 || reference.moments().n() < 2) {
                throw new BrokenArtefactException("not the content of a collapse reference");
            }
            return reference;
        } catch (IOException | RuntimeException e) {
            throw new BrokenArtefactException("not the content of a collapse reference");
        }
    }

    Moments moments() {
        return content.moments;
    }

    /** Spectrum of {@code n} vectors of the sample, which must hold as many. */
    Spectrum spectrum(int n) {
        return spectra.computeIfAbsent(n, size -> of(content, size));
    }

    /** Of {@link #PAIRED} vectors of the sample, which must hold as many. */
    Pairs pairs() {
        Pairs known = pairs;
        if (known == null) {
            known = pairs(content);
            pairs = known;
        }
        return known;
    }

    static Pairs pairs(CollapsePane pane) {
        return Pairs.of(pane.sample.first(PAIRED).stream().map(Sample.Item::unit).toList(), NEIGHBOURS);
    }

    boolean holds(int n) {
        return content.sample.size() >= n;
    }

    static Spectrum of(CollapsePane pane, int n) {
        return Spectrum.of(pane.sample.first(n).stream().map(Sample.Item::unit).toList());
    }
}
