package dev.vectide.local.story;

import dev.vectide.core.report.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The alerts that were seen while the story was told, and what they say of it. An alert belongs to the chapter in which
 * the pane ends that opened it.
 *
 * <p>Used by one thread.
 */
public final class Chronicle {
    private final StoryPlan plan;
    private final StoryTime time;
    /** By id of the incident, in the order in which they were seen. */
    private final Map<String, Sighting> sightings = new LinkedHashMap<>();

    public Chronicle(StoryPlan plan, StoryTime time) {
        this.plan = plan;
        this.time = time;
    }

    /** Takes in the alerts there are at {@code atMs} since the story began; returns those that opened or resolved. */
    @SuppressWarnings("ReferenceEquality") // Whether it is the same or a new one.
    public List<Sighting> see(List<Alert> alerts, long atMs) {
        List<Alert> oldestFirst = new ArrayList<>(alerts);
        oldestFirst.sort(Comparator.comparing(Alert::openedAt).thenComparing(Alert::id));
        List<Sighting> news = new ArrayList<>();
        for (Alert alert : oldestFirst) {
            Sighting before = sightings.get(alert.id());
            Sighting now = before == null ? new Sighting(alert, atMs, null, 0) : before;
            if (alert.state() == Alert.State.RESOLVED && now.resolved() == null) {
                now = now.resolved(alert, atMs);
            }
            if (now != before) {
                sightings.put(alert.id(), now);
                news.add(now);
            }
        }
        return news;
    }

    /** Alerts that opened before anything was put in. */
    public List<Sighting> falseAlarms() {
        return sightings.values().stream()
                .filter(one -> event(one) <= plan.stretch(Chapter.CALM).end())
                .toList();
    }

    /** The first alert of the incident's detector that opened while it lasted. */
    public Finding finding(Incident incident) {
        Stretch stretch = plan.stretch(incident.chapter());
        Optional<Sighting> found = sightings.values().stream()
                .filter(one -> one.detector().equals(incident.detector()))
                .filter(one -> event(one) > stretch.first() && event(one) <= stretch.end())
                .findFirst();
        return Finding.of(incident, stretch, found, time);
    }

    /** Alerts that are neither an incident's nor false: an incident has more than one face, and may leave echoes. */
    public List<Sighting> others() {
        List<Sighting> others = new ArrayList<>(sightings.values());
        others.removeAll(falseAlarms());
        for (Incident incident : Incident.values()) {
            finding(incident).sighting().ifPresent(others::remove);
        }
        return others;
    }

    /** The chapter in which an alert opened. */
    public Chapter chapter(Sighting sighting) {
        return plan.stretches().stream()
                .filter(stretch -> event(sighting) > stretch.first() && event(sighting) <= stretch.end())
                .map(Stretch::chapter)
                .findFirst()
                .orElse(Chapter.WARM_UP);
    }

    private long event(Sighting sighting) {
        return time.before(sighting.opened().openedAt());
    }
}
