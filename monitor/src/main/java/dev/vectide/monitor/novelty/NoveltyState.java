package dev.vectide.monitor.novelty;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.alert.AlertTrack;
import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.pane.PaneTrack;
import dev.vectide.monitor.reference.ReferenceTrack;
import dev.vectide.monitor.stats.Sample;
import java.util.TreeMap;

/** What the novelty monitor knows of one stream. */
public final class NoveltyState {
    final String stream;
    final PaneTrack<NoveltyPane> panes;
    final AlertTrack alert;
    /** While there is no reference, what it will be made of. */
    final Sample gathered;

    final Normal normal;
    final Versions versions;
    final Deletions deletions;
    /** What the clock records of each partition have told last; events behind it are followed by no other record. */
    final TreeMap<Integer, Long> told = new TreeMap<>();
    /** Vectors that wait for their score. */
    int held;
    /** How many of them wait only to be scored together. */
    int ready;
    /** R of the Shiryaev-Roberts detector. */
    double evidence;
    /** Which of the newest panes had far too many anomalies. */
    RateWindow excess = RateWindow.EMPTY;
    /** Vectors of the newest pane that is over. */
    long busy;
    /** Orders to learn anew. */
    ReferenceTrack references = new ReferenceTrack();
    /** Why an alert is over with the first pane that the reference no longer covers; empty where it is not. */
    String over = "";

    /** With a pane track, alert and deletions read back, or those of a stream of which nothing has been seen. */
    NoveltyState(
            String stream,
            VectideConfig.Monitor config,
            PaneTrack<NoveltyPane> panes,
            AlertTrack alert,
            Deletions deletions) {
        this.stream = stream;
        this.panes = panes;
        this.alert = alert;
        this.gathered = new Sample(config.reference() + config.calibration());
        this.normal = new Normal(config);
        this.versions = new Versions();
        this.deletions = deletions;
    }

    static NoveltyState of(String stream, VectideConfig.Monitor config) {
        return new NoveltyState(
                stream, config, new PaneTrack<>(PaneSettings.of(config)), new AlertTrack(), new Deletions());
    }

    boolean isGathering() {
        return versions.newest() == null;
    }

    /** Whether a document is anywhere in this, so that its deletion matters. */
    boolean mentions(String document) {
        return alert.shows(document)
                || gathered.holds(document)
                || normal.holds(document)
                || versions.hold(document)
                || panes.contents().stream().anyMatch(pane -> pane.mentions(document));
    }
}
