package dev.vectide.encoder.kafka;

import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.Events;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A flow of events over few documents, of every kind there is, and what is to become of each. */
final class Flow {
    private static final int DOCUMENTS = 40;
    private static final int DIMENSION = 384;
    private static final String[] WORDS = {
        "order", "arrived", "late", "again", "the", "blue", "one", "was", "broken", "please", "refund", "and", "thank",
        "you", "for", "nothing", "printer", "invoice", "water", "every", "morning"
    };

    private final Random random;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Content> contents = new HashMap<>();

    enum Kind {
        WRITTEN,
        SKIPPED,
        DEAD
    }

    /** @param kind what is to become of the event */
    record Step(Event event, Kind kind) {}

    private Flow(long seed) {
        this.random = new Random(seed);
    }

    static List<Step> of(long seed, int count) {
        Flow flow = new Flow(seed);
        while (flow.steps.size() < count) {
            flow.steps.add(flow.next());
        }
        return flow.steps;
    }

    private Step next() {
        String document = "doc-" + random.nextInt(DOCUMENTS);
        int kind = random.nextInt(100);
        if (kind < 12) {
            return retry();
        }
        if (kind < 24 && contents.containsKey(document)) {
            return written(document, contents.get(document));
        }
        if (kind < 30) {
            return written(document, new Content.Deleted());
        }
        if (kind < 35) {
            return written(document, new Content.Vector(vector(), null));
        }
        if (kind < 40) {
            return new Step(event(document, new Content.Image("image/png", Bytes.copyOf(new byte[] {1}))), Kind.DEAD);
        }
        return written(document, new Content.Text(text()));
    }

    /** Any event that was written before, however long ago. */
    private Step retry() {
        List<Step> written = steps.stream().filter(step -> step.kind() == Kind.WRITTEN).toList();
        return written.isEmpty()
                ? written("doc-0", new Content.Text("the first of all"))
                : new Step(written.get(random.nextInt(written.size())).event(), Kind.SKIPPED);
    }

    private Step written(String document, Content content) {
        contents.put(document, content);
        return new Step(event(document, content), Kind.WRITTEN);
    }

    private Event event(String document, Content content) {
        return Events.of(document, new Identity("/shop", "e" + steps.size()), content);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int words = 1 + random.nextInt(60); words > 0; words--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }

    private FloatVector vector() {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatVector.owning(values);
    }
}
